using Actors.Hosting;
using Akka.Actor;
using Akka.DependencyInjection;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;

namespace Actors.AkkaNet.Hosting;

/// <summary>The workers of <c>WithWorkers</c> in one actor system.</summary>
/// <remarks>Made when the actor system starts its actors, or before, when somebody asks for one of them.</remarks>
internal sealed class JoinedWorkers : IExtension
{
    private readonly ExtendedActorSystem _system;
    private readonly HostedWorker[] _hosted;
    private readonly WorkersService _service;

    private JoinedWorkers(ExtendedActorSystem system, JoinedWorkersSetup setup)
    {
        _hosted = [.. setup.Hosted];
        Check(_hosted, setup.Options);
        var services = DependencyResolver.For(system).Resolver.GetService<IServiceProvider>();
        _system = system;
        var engine = new AkkaEngine(system, ownsSystem: false);
        var workerSystem = MakeSystem(engine, services);
        var workers = new HostedWorkers(workerSystem, _hosted, services, services.GetService<IHostApplicationLifetime>());
        _service = OrderlyShutdown.Follow(engine, workers, workerSystem, setup.Options);
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

    /// <summary>The worker of that name, as a service that was asked for by its key.</summary>
    public Worker Get(object? key) =>
        Group.Workers.All.FirstOrDefault(worker => worker.Name.Equals(key)) ?? throw new InvalidOperationException(
            $"WithWorkers has added no worker '{key}' to the actor system '{_system.Name}', which has " +
            $"{string.Join(", ", _hosted.Select(static worker => worker.Name))}.");

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

    private sealed class Provider : ExtensionIdProvider<JoinedWorkers>
    {
        public override JoinedWorkers CreateExtension(ExtendedActorSystem system) =>
            system.Settings.Setup.Get<JoinedWorkersSetup>() is { HasValue: true, Value: var setup }
                ? new JoinedWorkers(system, setup)
                : throw new InvalidOperationException($"The actor system '{system.Name}' has no workers: call WithWorkers in AddAkka.");
    }
}
