namespace Actors;

/// <content>Events of which only the latest counts (spec E10).</content>
public sealed partial class Worker
{
    /// <summary>How many events of <see cref="FireLatest(string, object?, object?)"/> a later one has replaced, in all of its runs.</summary>
    /// <value>Events: together with those that were handled, dropped or rejected, all that were fired.</value>
    public long ConflatedEvents => _extras?.Losses.Conflated ?? 0;

    /// <summary>Fires an event of which only the latest is wanted: while one of its name and key waits in the mailbox, this one replaces
    /// it there, and so keeps its place. For sizes, positions, prices, progress.</summary>
    /// <param name="name">The event's name; case counts.</param>
    /// <param name="data">What it carries.</param>
    /// <param name="key">What tells it from others of its name, such as the window that was resized; compared by
    /// <see cref="object.Equals(object)"/>, and not changed while it waits. Null, the default: all of that name are one.</param>
    /// <remarks>
    /// However fast it is fired, one event a key waits at most, and none is starved by others. What it replaced is counted
    /// (<see cref="ConflatedEvents"/>) and nobody is told. In a bounded mailbox it takes one place, and none when it replaces one. It goes
    /// neither to the parent nor to the children. Once an event was handed to a listener that waits, a paused body or a loop over
    /// <see cref="CurrentWorker.Events(string, IEventTarget?)"/>, a later one comes behind it.
    /// </remarks>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    /// <exception cref="InvalidOperationException">Its mailbox is full, its mode is <see cref="MailboxFullMode.Wait"/>, and none of that
    /// name and key waits.</exception>
    public void FireLatest(string name, object? data = null, object? key = null)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        FireLatest(new Event(name, data, Sender, Direction.None), key);
    }

    /// <summary>Fires a typed event of which only the latest is wanted; see <see cref="FireLatest(string, object?, object?)"/>.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    /// <param name="key">What tells it from others of its name.</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    /// <exception cref="InvalidOperationException">Its mailbox is full, its mode is <see cref="MailboxFullMode.Wait"/>, and none of that
    /// name and key waits.</exception>
    public void FireLatest<T>(EventName<T> name, T data, object? key = null)
    {
        ArgumentNullException.ThrowIfNull(name);
        FireLatest(new Event<T>(name.Name, data, Sender, Direction.None), key);
    }

    private void FireLatest(Event e, object? key)
    {
        if (_flow is not { } flow) Reject(e, Sender);
        else if (flow.Bound is { } bound) Account(bound, flow.PostLatest(e, key), e);
        else Account(flow.PostLatest(e, key), e);
    }
}
