using Actors;
using Actors.Engines.Embedded;
using Actors.Hosting;
using Actors.Hosting.AkkaNet;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds workers to the services of a host.</summary>
public static class WorkersServiceCollectionExtensions
{
    /// <summary>Makes the workers and channels of <c>WithWorkers</c> keyed services, as those of <c>AddWorkers</c> are.</summary>
    /// <param name="services">The host's services, beside <c>AddAkka</c>, in any order.</param>
    /// <remarks><c>[FromKeyedServices("ticker")] Worker ticker</c> injects the worker of that name, which is made when it is asked for, and
    /// starts with the actor system. A name that nobody has added is an <see cref="InvalidOperationException"/> that says which there are.</remarks>
    public static IServiceCollection AddWorkers(this IServiceCollection services)
    {
        ArgumentNullException.ThrowIfNull(services);
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (services, key) => UnknownKey.WorkerOf(services, key));
        services.TryAddKeyedSingleton(KeyedService.AnyKey, static (services, key) => UnknownKey.ChannelOf(services, key));
        return services;
    }

    /// <summary>Adds workers that start and stop with the host, and the <see cref="WorkerSystem"/> that they live in.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Adds the workers. A later call of <c>AddWorkers</c> adds more.</param>
    /// <remarks>They live in the actor system of <c>AddAkka</c> where the host has one, else in one of their own. Each worker with a type is in
    /// the actor registry under it, so that <c>IRequiredActor</c> of that type is its actor, over all of its runs. The system takes its log from the <see cref="ILoggerFactory"/> and its clock from the <see cref="TimeProvider"/> among
    /// the services. On stop, the workers are told one by one, the last added first, each when the one before has ended or had its
    /// <see cref="WorkersOptions.StopGrace"/>; the host's shutdown timeout limits that. Then each worker that did not stop is logged with
    /// what it waits for, and the process ends with exit code 1.</remarks>
    public static IServiceCollection AddWorkers(this IServiceCollection services, Action<WorkersBuilder> configure) =>
        services.AddWorkers(configure, static _ => { });

    /// <summary>Adds workers that start and stop with the host, and the <see cref="WorkerSystem"/> that they live in.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Adds the workers. A later call of <c>AddWorkers</c> adds more.</param>
    /// <param name="options">Engine and shutdown timeout, for all workers of the host; checked when it starts.</param>
    public static IServiceCollection AddWorkers(
        this IServiceCollection services, Action<WorkersBuilder> configure, Action<WorkersOptions> options)
    {
        ArgumentNullException.ThrowIfNull(services);
        ArgumentNullException.ThrowIfNull(configure);
        ArgumentNullException.ThrowIfNull(options);

        services.AddOptions<WorkersOptions>().Configure(options).ValidateOnStart();
        services.TryAddEnumerable(ServiceDescriptor.Singleton<IValidateOptions<WorkersOptions>, WorkersOptionsValidator>());
        services.TryAddSingleton(CreateSystem);
        if (services.All(static service => service.ServiceType != typeof(HostedWorkers)))
        {
            services.AddSingleton<HostedWorkers>();
            services.AddSingleton(static services =>
                new HostedGroup(services.GetRequiredService<WorkerSystem>(), services.GetRequiredService<HostedWorkers>()));
        }

        // A host that has chosen the embedded engine here loads nothing of Akka.NET.
        var chosen = new WorkersOptions();
        options(chosen);
        if (EngineChoice.HasAkkaNet && chosen.Engine != WorkerEngine.Embedded) AkkaNetServices.Add(services);
        services.AddWorkers();
        services.AddHostedService<WorkersService>();
        configure(new WorkersBuilder(services));
        return services;
    }

    private static WorkerSystem CreateSystem(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<WorkersOptions>>().Value;
        var clock = services.GetService<TimeProvider>();
        var engine = EngineChoice.HasAkkaNet && EngineChoice.Of(options.Engine, clock) == WorkerEngine.AkkaNet
            ? AkkaNetServices.CreateEngine(services)
            : new EmbeddedEngine();
        var defaults = new WorkerSystemOptions();
        var systemOptions = new WorkerSystemOptions
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = clock,
            ShutdownTimeout = options.ShutdownTimeout ?? defaults.ShutdownTimeout,
        };

        // Whoever resolves it first is not its main flow.
        WorkerSystem? system = null;
        Ambient.RunOutside(() => system = new WorkerSystem(engine, systemOptions));
        return system!;
    }
}
