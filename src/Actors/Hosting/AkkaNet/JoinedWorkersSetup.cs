using Akka.Actor.Setup;
using Akka.Hosting;

namespace Actors.Hosting.AkkaNet;

/// <summary>What <c>WithWorkers</c> has added, on its way from the builder into the actor system.</summary>
internal sealed class JoinedWorkersSetup : Setup
{
    /// <summary>The upper limit of the workers' stop is their own, which is the host's: a phase of five seconds, Akka's default, would end
    /// before it.</summary>
    private const string Phase = "akka.coordinated-shutdown.phases.service-stop.timeout = 1 h";

    public List<HostedWorker> Hosted { get; } = [];

    public List<HostedChannel> Channels { get; } = [];

    public Action<WorkersOptions> Options { get; set; } = static _ => { };

    /// <summary>That of the builder; null where it has no workers.</summary>
    public static JoinedWorkersSetup? Find(AkkaConfigurationBuilder builder) => builder.Setups.OfType<JoinedWorkersSetup>().FirstOrDefault();

    /// <summary>That of the builder, which all calls of <c>WithWorkers</c> share.</summary>
    public static JoinedWorkersSetup Of(AkkaConfigurationBuilder builder)
    {
        if (Find(builder) is { } present) return present;
        var setup = new JoinedWorkersSetup();
        builder.AddSetup(setup);
        builder.AddHocon(Phase, HoconAddMode.Append);
        builder.WithActors(static (system, registry) => JoinedWorkers.Of(system).Start(registry));
        return setup;
    }
}
