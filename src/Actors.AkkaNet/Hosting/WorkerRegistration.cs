using Actors.Hosting;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.AkkaNet.Hosting;

/// <summary>Puts a host's workers into the actor registry, each under the type of its code, for <see cref="IRequiredActor{TActor}"/>.</summary>
/// <remarks>Of several workers of one type the first one is registered.</remarks>
internal sealed class WorkerRegistration(IServiceProvider services, WorkerSystem system) : IHostedService
{
    public static void Register(ExtendedActorSystem system, IActorRegistry registry, IEnumerable<HostedWorker> hosted, HostedWorkers workers)
    {
        foreach (var worker in hosted)
        {
            if (worker.Type is { } type) registry.TryRegister(type, WorkerRelay.Make(system, workers.Get(worker.Name)));
        }
    }

    public Task StartAsync(CancellationToken cancellationToken)
    {
        if (system.Engine is AkkaEngine engine)
        {
            Register(engine.System, ActorRegistry.For(engine.System), services.GetServices<HostedWorker>(), services.GetRequiredService<HostedWorkers>());
        }

        return Task.CompletedTask;
    }

    public Task StopAsync(CancellationToken cancellationToken) => Task.CompletedTask;
}
