using Actors.AkkaNet.Hosting;
using Actors.Hosting;
using Akka.Configuration;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.AkkaNet;

/// <summary>Workers in the actor system that Akka.Hosting builds.</summary>
public static class AkkaConfigurationBuilderExtensions
{
    /// <summary>Adds workers that start with the actor system, and stop in its coordinated shutdown, the last added first.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers. Each one with a type is in the actor registry under it. A later call adds more.</param>
    /// <remarks>Akka.Hosting runs this when the services are complete. So the workers are keyed services only where
    /// <see cref="AkkaNetServiceCollectionExtensions.AddKeyedWorkers"/> has said so beside <c>AddAkka</c>.</remarks>
    /// <exception cref="OptionsValidationException">A worker's name is blank, or used twice; thrown when the host starts.</exception>
    public static AkkaConfigurationBuilder WithWorkers(this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);

        // The host's own services are complete: the builder's go no further than here.
        var added = new ServiceCollection();
        configure(new WorkersBuilder(added));
        JoinedWorkersSetup.Of(builder).Hosted.AddRange(added.Select(static service => service.ImplementationInstance).OfType<HostedWorker>());
        return builder;
    }

    /// <summary>Adds workers that start with the actor system; see <see cref="WithWorkers(AkkaConfigurationBuilder, Action{WorkersBuilder})"/>.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers.</param>
    /// <param name="options">The times of the stop, for all of the actor system's workers; the engine is this one.</param>
    /// <remarks>The phase <c>service-stop</c> of the coordinated shutdown, in which the workers stop, gets the time for
    /// <see cref="WorkersOptions.ShutdownTimeout"/>, unless the configuration sets its timeout: that is the upper limit.</remarks>
    public static AkkaConfigurationBuilder WithWorkers(
        this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure, WorkersOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        builder.WithWorkers(configure);
        JoinedWorkersSetup.Of(builder).Options = options;
        if (options.ShutdownTimeout is not { } timeout || timeout <= TimeSpan.Zero) return builder;
        var milliseconds = Math.Ceiling(timeout.TotalMilliseconds / OrderlyShutdown.PartOfThePhase) + 1;
        Config phase = FormattableString.Invariant($"akka.coordinated-shutdown.phases.service-stop.timeout = {milliseconds:F0}ms");
        return builder.AddHocon(phase, HoconAddMode.Append);
    }
}
