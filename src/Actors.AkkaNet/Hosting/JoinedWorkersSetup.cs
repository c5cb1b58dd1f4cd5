using Actors.Hosting;
using Akka.Actor.Setup;
using Akka.Hosting;

namespace Actors.AkkaNet.Hosting;

/// <summary>What <c>WithWorkers</c> has added, on its way from the builder into the actor system.</summary>
internal sealed class JoinedWorkersSetup : Setup
{
    public List<HostedWorker> Hosted { get; } = [];

    public WorkersOptions Options { get; set; } = new();

    /// <summary>That of the builder, which all calls of <c>WithWorkers</c> share.</summary>
    public static JoinedWorkersSetup Of(AkkaConfigurationBuilder builder)
    {
        if (builder.Setups.OfType<JoinedWorkersSetup>().FirstOrDefault() is { } present) return present;
        var setup = new JoinedWorkersSetup();
        builder.AddSetup(setup);
        builder.WithActors(static (system, registry) => JoinedWorkers.Of(system).Start(registry));
        return setup;
    }
}
