namespace Actors.Events;

/// <summary>A listener that runs to its end at once.</summary>
internal sealed class SyncListener(string name, Action<Event> callback, ListenerOptions options) : Listener(name, options)
{
    internal override bool IsAsync => false;

    internal override Task? Invoke(Event e)
    {
        callback(e);
        return null;
    }
}

/// <summary>The listener of a stream, which keeps the event for the stream's loop.</summary>
internal sealed class StreamListener(string name, Action<Event> callback, ListenerOptions options) : Listener(name, options)
{
    internal override bool IsAsync => false;

    /// <summary>Whether another listener handles the event too, or an earlier stream keeps it: then it is not lost when this stream drops it.</summary>
    public bool IsHandledByOthers(Event e, Listener[] listeners) =>
        IsHandled(e, listeners) || Array.Find(listeners, other => other is StreamListener && other.Matches(e)) != this;

    internal override Task? Invoke(Event e)
    {
        callback(e);
        return null;
    }
}

/// <summary>A listener that may wait.</summary>
internal sealed class AsyncListener(string name, Func<Event, Task> callback, ListenerOptions options) : Listener(name, options)
{
    internal override bool IsAsync => true;

    internal override Task? Invoke(Event e) => callback(e);
}

/// <summary>As <see cref="SyncListener"/>, for typed data.</summary>
internal sealed class SyncListener<T>(string name, Action<Event<T>> callback, ListenerOptions options) : Listener(name, options)
{
    internal override bool IsAsync => false;

    internal override Task? Invoke(Event e)
    {
        callback(Event<T>.Of(e));
        return null;
    }
}

/// <summary>As <see cref="AsyncListener"/>, for typed data.</summary>
internal sealed class AsyncListener<T>(string name, Func<Event<T>, Task> callback, ListenerOptions options) : Listener(name, options)
{
    internal override bool IsAsync => true;

    internal override Task? Invoke(Event e) => callback(Event<T>.Of(e));
}
