using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;

namespace Actors;

/// <summary>The actor behind a worker on the engine of Akka.NET. Any thread may call.</summary>
public static class WorkerActorExtensions
{
    /// <summary>The reference of the actor of the worker's current run; each run has its own.</summary>
    /// <param name="worker">The worker, which must have been started.</param>
    /// <remarks>What is told to it becomes an event at the worker: an <see cref="Event"/> as it is, anything else as an event named by its
    /// type, with the message as its data and the sender as its target (see <see cref="ActorTarget"/>).</remarks>
    /// <exception cref="InvalidOperationException">The worker never ran, or runs on another engine.</exception>
    public static IActorRef ActorRef(this Worker worker)
    {
        var actor = PlaceOf(worker).Ref ?? throw new InvalidOperationException($"Worker '{worker.Path}' has no actor: its actor system is being stopped.");
        ActorTarget.Register(actor, worker);
        return actor;
    }

    /// <summary>Watches an actor: when it has stopped, the worker gets an event named <c>Terminated</c> whose data is Akka's.</summary>
    /// <param name="worker">The worker, which must have been started.</param>
    /// <param name="actor">The actor to watch.</param>
    public static void Watch(this Worker worker, IActorRef actor) => InTurn(worker, actor, static (place, actor) => place.Watch(actor));

    /// <summary>Watches no more.</summary>
    /// <param name="worker">The worker, which must have been started.</param>
    /// <param name="actor">The actor that was watched.</param>
    public static void Unwatch(this Worker worker, IActorRef actor) => InTurn(worker, actor, static (place, actor) => place.Unwatch(actor));

    /// <summary>Subscribes the worker's current run to what is published on the actor system's event stream.</summary>
    /// <typeparam name="T">The type of the messages, which arrive as events named by their own type.</typeparam>
    /// <param name="worker">The worker, which must have been started.</param>
    /// <returns>False when it was subscribed already.</returns>
    public static bool SubscribeToStream<T>(this Worker worker) =>
        PlaceOf(worker).Engine.System.EventStream.Subscribe(worker.ActorRef(), typeof(T));

    /// <summary>Ends a subscription of <see cref="SubscribeToStream"/>; the end of the run does it too.</summary>
    /// <typeparam name="T">The type of the messages.</typeparam>
    /// <param name="worker">The worker.</param>
    /// <returns>False when it was not subscribed.</returns>
    public static bool UnsubscribeFromStream<T>(this Worker worker) =>
        PlaceOf(worker).Engine.System.EventStream.Unsubscribe(worker.ActorRef(), typeof(T));

    private static AkkaMailbox PlaceOf(Worker worker)
    {
        ArgumentNullException.ThrowIfNull(worker);
        return worker.Flow switch
        {
            { Mailbox: AkkaMailbox place } => place,
            null => throw new InvalidOperationException($"Worker '{worker.Path}' was never started: it has no actor."),
            _ => throw new InvalidOperationException(
                $"Worker '{worker.Path}' runs on the engine '{worker.System.Engine.Name}', where workers are no actors. Choose the engine on Akka.NET."),
        };
    }

    // A cell's watches belong to its actor's turn, which is its flow's.
    private static void InTurn(Worker worker, IActorRef actor, Action<AkkaMailbox, IActorRef> action)
    {
        ArgumentNullException.ThrowIfNull(actor);
        var place = PlaceOf(worker);
        place.Flow.Continue(_ => action(place, actor), null);
    }
}
