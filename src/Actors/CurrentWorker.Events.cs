namespace Actors;

/// <content>Events as a stream (spec E11).</content>
public static partial class CurrentWorker
{
    /// <summary>Streams the events of one name: <c>await foreach (var e in Events("X"))</c>.</summary>
    /// <param name="name">The events' name; case counts.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The stream; each loop over it subscribes when it begins, and ends its subscription when it ends.</returns>
    /// <remarks>
    /// Asking for the next event is a wait point, and throws <see cref="WorkerExit"/> once the worker is told to stop. The next event is
    /// taken from the mailbox when the loop asks for it. Where the loop's own code waits, the events of that name that are handled
    /// meanwhile are kept for it, in order; they still count as queued, so that a bounded mailbox (spec E10) holds the senders back.
    /// The loop hears each event as a listener at priority 0, and goes on after the other listeners. With
    /// <c>WithCancellation(token)</c> the loop throws <see cref="OperationCanceledException"/> when the token is cancelled.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    public static IAsyncEnumerable<Event> Events(string name, IEventTarget? target = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return new EventSequence<Event>(name, target, static e => e);
    }

    /// <summary>Streams the events of a typed name; see <see cref="Events(string, IEventTarget?)"/>.</summary>
    /// <param name="name">The events' name; data of another type ends the loop with an <see cref="InvalidCastException"/>.</param>
    /// <param name="target">The only sender that counts; all by default.</param>
    /// <returns>The stream; each loop over it subscribes when it begins, and ends its subscription when it ends.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public static IAsyncEnumerable<Event<T>> Events<T>(EventName<T> name, IEventTarget? target = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        return new EventSequence<Event<T>>(name.Name, target, Event<T>.Of);
    }
}
