using Actors.Engines.AkkaNet;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.AkkaNet;

/// <summary>The workers of <c>WithWorkers</c> in one actor system.</summary>
/// <remarks>Made when the actor system starts its actors, or before, when somebody asks for one of them.</remarks>
internal sealed class JoinedWorkers : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly HostedWorker[] _hosted;
    private readonly WorkersService _service;
    private readonly Dictionary<string, Channel> _channels;

    private JoinedWorkers(ExtendedActorSystem system, JoinedWorkersSetup setup)
    {
        _hosted = [.. setup.Hosted];
        var services = DependencyResolver.For(system).Resolver.GetService<IServiceProvider>();
        var options = OptionsOf(setup, services);
        _system = system;
        var engine = new AkkaEngine(system, ownsSystem: false);
        var workerSystem = MakeSystem(engine, services);
        var workers = new HostedWorkers(workerSystem, _hosted, services, services.GetService<IHostApplicationLifetime>());
        _service = HostedShutdown.Follow(engine, workers, workerSystem, options);
        _channels = setup.Channels.ToDictionary(static channel => channel.Name, channel => new Channel(channel.Name, workerSystem));
        Group = new HostedGroup(workerSystem, workers);
    }

    public HostedGroup Group { get; }

    /// <summary>The workers of that actor system.</summary>
    /// <exception cref="InvalidOperationException">It was built without <c>WithWorkers</c>.</exception>
    /// <exception cref="OptionsValidationException">A worker's name is blank, or used twice.</exception>
    public static JoinedWorkers Of(ActorSystem system) => system.WithExtension<JoinedWorkers, Provider>();

    public void Start(IActorRegistry registry)
    {
        WorkerRegistration.Register(_system, registry, _hosted, Group.Workers);
        _service.StartAsync(CancellationToken.None);
    }

    /// <summary>The worker of that name; null when there is none.</summary>
    public Worker? Find(object? key) => Group.Workers.All.FirstOrDefault(worker => worker.Name.Equals(key));

    /// <summary>The channel of that name; null when there is none.</summary>
    public Channel? FindChannel(object? key) => key is string name ? _channels.GetValueOrDefault(name) : null;

    /// <summary>The host's options, with what <c>WithWorkers</c> changes; the time of the stop is the host's by default.</summary>
    private WorkersOptions OptionsOf(JoinedWorkersSetup setup, IServiceProvider services)
    {
        var options = services.GetService<IOptionsFactory<WorkersOptions>>()?.Create(Options.DefaultName) ?? new WorkersOptions();
        setup.Options(options);
        var result = new WorkersOptionsValidator(_hosted, setup.Channels, services).Validate(null, options);
        if (result.Failed) throw new OptionsValidationException(nameof(WorkersOptions), typeof(WorkersOptions), result.Failures);
        options.ShutdownTimeout ??= services.GetService<IOptions<HostOptions>>()?.Value.ShutdownTimeout;
        return options;
    }

    private static WorkerSystem MakeSystem(AkkaEngine engine, IServiceProvider services)
    {
        // Whoever starts the host is not the workers' main flow.
        WorkerSystem? system = null;
        Ambient.RunOutside(() => system = new WorkerSystem(engine, new WorkerSystemOptions
        {
            LoggerFactory = services.GetService<ILoggerFactory>(),
            TimeProvider = services.GetService<TimeProvider>(),
        }));
        return system!;
    }

    private sealed class Provider : ExtensionIdProvider<JoinedWorkers>
    {
        public override JoinedWorkers CreateExtension(ExtendedActorSystem system) =>
            system.Settings.Setup.Get<JoinedWorkersSetup>() is { HasValue: true, Value: var setup }
                ? new JoinedWorkers(system, setup)
                : throw new InvalidOperationException($"The actor system '{system.Name}' has no workers: call WithWorkers in AddAkka.");
    }
}
