using Actors.Engines.AkkaNet;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.AkkaNet;

/// <summary>Puts a host's workers into the actor registry, each under the type of its code, for <see cref="IRequiredActor{TActor}"/>.</summary>
/// <remarks>Of several workers of one type the first one is registered. Before any of them starts: a worker's code may ask for another.</remarks>
internal sealed class WorkerRegistration(IServiceProvider services, WorkerSystem system) : IHostedLifecycleService
{
    public static void Register(ExtendedActorSystem system, IActorRegistry registry, IEnumerable<HostedWorker> hosted, HostedWorkers workers)
    {
        foreach (var worker in hosted)
        {
            if (worker.Type is { } type && !registry.TryGet(type, out _)) registry.TryRegister(type, WorkerRelay.Make(system, workers.Get(worker.Name)));
        }
    }

    public Task StartingAsync(CancellationToken cancellationToken)
    {
        if (system.Engine is AkkaEngine engine)
        {
            var workers = services.GetRequiredService<HostedWorkers>();
            Register(engine.System, ActorRegistry.For(engine.System), services.GetServices<HostedWorker>(), workers);

            // The host may not be the first to stop them: somebody ends its actor system.
            HostedShutdown.Follow(engine, workers, system, services.GetRequiredService<IOptions<WorkersOptions>>().Value);
        }

        return Task.CompletedTask;
    }

    public Task StartAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StartedAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    // In an actor system of the application's the workers end before any service of the host does: that system may be told to end before the
    // workers are, and would give them its own times.
    public Task StoppingAsync(CancellationToken cancellationToken) =>
        system.Engine is AkkaEngine { OwnsSystem: false } && services.GetServices<IHostedService>().OfType<WorkersService>().FirstOrDefault() is { } service
            ? service.StopAsync(cancellationToken)
            : Task.CompletedTask;

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;

    public Task StoppedAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
