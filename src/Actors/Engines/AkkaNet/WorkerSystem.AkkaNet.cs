using Actors.Engines.AkkaNet;
using Akka.Actor;

namespace Actors;

/// <content>Workers in an actor system that is there already.</content>
public sealed partial class WorkerSystem
{
    /// <summary>Makes a system of workers that live in the application's actor system, below <c>/user/workers</c>.</summary>
    /// <param name="actorSystem">The actor system.</param>
    /// <param name="options">Clock, log, main worker. By default the clock is the actor system's scheduler (<see cref="AkkaClock"/>).</param>
    /// <remarks>Akka's coordinated shutdown stops the workers in its phase <c>service-stop</c>. Disposing the workers' system leaves the
    /// actor system as it is.</remarks>
    /// <exception cref="ArgumentException">An option has a value that it cannot have, such as another engine or a virtual clock.</exception>
    public WorkerSystem(ActorSystem actorSystem, WorkerSystemOptions? options = null)
        : this(EngineIn(actorSystem, options), options)
    {
    }

    private static AkkaEngine EngineIn(ActorSystem actorSystem, WorkerSystemOptions? options)
    {
        ArgumentNullException.ThrowIfNull(actorSystem);
        if (options?.Engine == WorkerEngine.Embedded)
        {
            throw new ArgumentException("Workers in an actor system run on Akka.NET: leave WorkerSystemOptions.Engine away.", nameof(options));
        }

        EngineChoice.Of(WorkerEngine.AkkaNet, options?.TimeProvider);
        return new AkkaEngine(actorSystem, ownsSystem: false);
    }
}
