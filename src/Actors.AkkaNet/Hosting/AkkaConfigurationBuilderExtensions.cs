using Actors.AkkaNet.Hosting;
using Actors.Hosting;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.AkkaNet;

/// <summary>Workers in the actor system that Akka.Hosting builds.</summary>
public static class AkkaConfigurationBuilderExtensions
{
    /// <summary>Adds workers that start with the actor system, and stop in its coordinated shutdown, the last added first.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers. Each one with a type is in the actor registry under it.</param>
    /// <remarks>Akka.Hosting runs this when the services are complete, so that the workers are no keyed services; where that is wanted, use
    /// <c>AddWorkers</c> with <c>UseAkkaNet</c> beside <c>AddAkka</c>.</remarks>
    /// <exception cref="OptionsValidationException">A worker's name is blank, or used twice; thrown when the host starts.</exception>
    public static AkkaConfigurationBuilder WithWorkers(this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure) =>
        builder.WithWorkers(configure, new WorkersOptions());

    /// <summary>Adds workers that start with the actor system; see <see cref="WithWorkers(AkkaConfigurationBuilder, Action{WorkersBuilder})"/>.</summary>
    /// <param name="builder">The builder of <c>AddAkka</c>.</param>
    /// <param name="configure">Adds the workers.</param>
    /// <param name="options">The shutdown timeout; the engine is this one.</param>
    public static AkkaConfigurationBuilder WithWorkers(
        this AkkaConfigurationBuilder builder, Action<WorkersBuilder> configure, WorkersOptions options)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(options);

        // The host's own services are complete: the builder's go no further than here.
        var added = new ServiceCollection();
        configure(new WorkersBuilder(added));
        var hosted = added.Select(static service => service.ImplementationInstance).OfType<HostedWorker>().ToArray();
        return builder.WithActors((system, registry, resolver) =>
        {
            Check(hosted, options);
            var services = resolver.GetService<IServiceProvider>();
            var engine = new AkkaEngine(system, ownsSystem: false);
            var workerSystem = MakeSystem(engine, services);
            var workers = new HostedWorkers(workerSystem, hosted, services, services.GetService<IHostApplicationLifetime>());
            var service = new WorkersService(workers, workerSystem, Options.Create(options));
            engine.StopWorkers = () => service.StopAsync(CancellationToken.None);
            service.StartAsync(CancellationToken.None);
            WorkerRegistration.Register(engine, registry, hosted, workers);
        });
    }

    private static void Check(HostedWorker[] hosted, WorkersOptions options)
    {
        var result = new WorkersOptionsValidator(hosted, [new EmbeddedEngineFactory()]).Validate(null, options);
        if (result.Failed) throw new OptionsValidationException(nameof(WorkersOptions), typeof(WorkersOptions), result.Failures);
    }

    private static WorkerSystem MakeSystem(AkkaEngine engine, IServiceProvider services)
    {
        // Whoever starts the host is not the workers' main flow.
        WorkerSystem? system = null;
        Ambient.RunOutside(() => system = new WorkerSystem(engine, new WorkerSystemOptions
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>() ?? new AkkaClock(engine.System),
        }));
        return system!;
    }
}
