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
