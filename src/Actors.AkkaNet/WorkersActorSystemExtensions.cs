using Akka.Actor;

namespace Actors.AkkaNet;

/// <summary>Workers in an actor system that is there already.</summary>
public static class WorkersActorSystemExtensions
{
    /// <summary>Makes a system of workers that live in this actor system, below <c>/user/workers</c>, on its scheduler.</summary>
    /// <param name="actorSystem">The actor system.</param>
    /// <remarks>Akka's coordinated shutdown stops the workers in its phase <c>service-stop</c>. Disposing the workers' system leaves the
    /// actor system as it is.</remarks>
    public static WorkerSystem CreateWorkerSystem(this ActorSystem actorSystem) =>
        actorSystem.CreateWorkerSystem(new WorkerSystemOptions { TimeProvider = new AkkaClock(actorSystem) });

    /// <summary>Makes a system of workers that live in this actor system; see <see cref="CreateWorkerSystem(ActorSystem)"/>.</summary>
    /// <param name="actorSystem">The actor system.</param>
    /// <param name="options">Clock, log, main worker; <see cref="AkkaClock"/> is the actor system's clock.</param>
    public static WorkerSystem CreateWorkerSystem(this ActorSystem actorSystem, WorkerSystemOptions options)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        ArgumentNullException.ThrowIfNull(options);
        return new WorkerSystem(new AkkaEngine(actorSystem, ownsSystem: false), options);
    }
}
