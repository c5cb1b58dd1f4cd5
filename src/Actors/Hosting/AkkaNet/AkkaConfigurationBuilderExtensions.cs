using Actors.Hosting;
using Actors.Hosting.AkkaNet;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors;

/// <summary>Workers in the actor system that Akka.Hosting builds.</summary>
public static class AkkaConfigurationBuilderExtensions
{
    /// <summary>Adds workers that start with the actor system, and stop in its coordinated shutdown, the last added first.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers. A later call adds more.</param>
    /// <remarks>
    /// Each worker with a type is in the actor registry under it. Health checks see the workers. Akka.Hosting runs this when the services are
    /// complete: <c>AddWorkers()</c> beside <c>AddAkka</c> makes the workers and channels keyed services too. The stop has the time of
    /// <see cref="WorkersOptions.ShutdownTimeout"/>, by default the host's, and at most that of the phase <c>service-stop</c> where the
    /// configuration sets it.
    /// </remarks>
    /// <exception cref="OptionsValidationException">A worker's name is blank, or used twice, or a worker cannot be made; thrown when the host
    /// starts.</exception>
    public static AkkaConfigurationBuilder WithWorkers(this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure) =>
        builder.WithWorkers(configure, static _ => { });

    /// <summary>Adds workers that start with the actor system; see <see cref="WithWorkers(AkkaConfigurationBuilder, Action{WorkersBuilder})"/>.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers.</param>
    /// <param name="options">The times of the stop, for all of the actor system's workers, on top of the host's <see cref="WorkersOptions"/>.</param>
    public static AkkaConfigurationBuilder WithWorkers(
        this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure, Action<WorkersOptions> options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(options);

        // The host's own services are complete: the builder's go no further than here.
        var added = new ServiceCollection();
        configure(new WorkersBuilder(added));
        var setup = JoinedWorkersSetup.Of(builder);
        setup.Hosted.AddRange(added.Select(static service => service.ImplementationInstance).OfType<HostedWorker>());
        setup.Channels.AddRange(added.Select(static service => service.ImplementationInstance).OfType<HostedChannel>());
        setup.Options += options;
        return builder;
    }
}
