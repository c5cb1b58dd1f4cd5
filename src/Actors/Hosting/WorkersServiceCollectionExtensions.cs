using Actors;
using Actors.Hosting;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds workers to the services of a host.</summary>
public static class WorkersServiceCollectionExtensions
{
    /// <summary>Adds workers that start and stop with the host, and the <see cref="WorkerSystem"/> that they live in.</summary>
    /// <param name="services">The host's services.</param>
    /// <param name="configure">Adds the workers. A later call of <c>AddWorkers</c> adds more.</param>
    /// <remarks>The system takes its log from the <see cref="ILoggerFactory"/> and its clock from the <see cref="TimeProvider"/> among
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
        services.TryAddEnumerable(ServiceDescriptor.Singleton<EngineFactory, EmbeddedEngineFactory>());
        services.TryAddSingleton(CreateSystem);
        if (services.All(static service => service.ServiceType != typeof(HostedWorkers)))
        {
            services.AddSingleton<HostedWorkers>();
            services.AddSingleton(static services =>
                new HostedGroup(services.GetRequiredService<WorkerSystem>(), services.GetRequiredService<HostedWorkers>()));
        }

        services.AddHostedService<WorkersService>();
        configure(new WorkersBuilder(services));
        return services;
    }

    private static WorkerSystem CreateSystem(IServiceProvider services)
    {
        var options = services.GetRequiredService<IOptions<WorkersOptions>>().Value;
        var factory = services.GetServices<EngineFactory>()
            .First(factory => string.Equals(factory.Name, options.Engine, StringComparison.OrdinalIgnoreCase));
        var engine = factory.Create(services);
        var defaults = new WorkerSystemOptions();
        var systemOptions = new WorkerSystemOptions
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>() ?? factory.ClockOf(engine) ?? defaults.TimeProvider,
            ShutdownTimeout = options.ShutdownTimeout ?? defaults.ShutdownTimeout,
        };

        // Whoever resolves it first is not its main flow.
        WorkerSystem? system = null;
        Ambient.RunOutside(() => system = new WorkerSystem(engine, systemOptions));
        return system!;
    }
}
