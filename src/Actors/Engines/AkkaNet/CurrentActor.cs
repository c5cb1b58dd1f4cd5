using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors;

/// <summary>What the code of a worker does with plain actors; meant for <c>using static</c>.</summary>
/// <remarks>For code in the flow of a worker on the engine of Akka.NET; elsewhere each member says so by an
/// <see cref="InvalidOperationException"/>.</remarks>
public static class CurrentActor
{
    /// <summary>The reference of the current worker's actor.</summary>
    public static IActorRef Self => Worker.Current.ActorRef();

    /// <summary>As <see cref="Self"/>, or nobody outside every worker.</summary>
    internal static IActorRef SelfOrNone =>
        Worker.TryGetCurrent() is { Flow.Mailbox: AkkaMailbox { Ref: not null } } worker ? worker.ActorRef() : ActorRefs.NoSender!;

    /// <summary>Tells an actor a message, with the current worker as its sender.</summary>
    /// <param name="actor">The receiver.</param>
    /// <param name="message">The message.</param>
    public static void Tell(ICanTell actor, object message)
    {
        ArgumentNullException.ThrowIfNull(actor);
        actor.Tell(message, Self);
    }

    /// <summary>Asks an actor, and enters the worker's loop until it answers.</summary>
    /// <typeparam name="T">The type of the answer.</typeparam>
    /// <param name="actor">The receiver.</param>
    /// <param name="message">The question.</param>
    /// <param name="timeout">How long at most; Akka's own ask timeout by default.</param>
    /// <exception cref="AskTimeoutException">No answer came in time.</exception>
    public static async Task<T> Ask<T>(ICanTell actor, object message, TimeSpan? timeout = null)
    {
        ArgumentNullException.ThrowIfNull(actor);
        _ = Worker.Current;

        // Who leaves the wait asks no more. The worker's token would do that too, but also in a clean-up, which may ask.
        using var leaving = new CancellationTokenSource();
        var asked = actor.Ask<T>(message, timeout, leaving.Token);
        try
        {
            await Wait(asked);
        }
        finally
        {
            await leaving.CancelAsync();
        }

        return await asked;
    }

    /// <summary>Watches an actor: when it has stopped, the worker gets an event named <c>Terminated</c> whose data is Akka's.</summary>
    /// <param name="actor">The actor to watch.</param>
    public static void Watch(IActorRef actor) => Worker.Current.Watch(actor);

    /// <summary>Watches no more.</summary>
    /// <param name="actor">The actor that was watched.</param>
    public static void Unwatch(IActorRef actor) => Worker.Current.Unwatch(actor);
}
