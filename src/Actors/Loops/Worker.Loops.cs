namespace Actors;

/// <content>The worker's event loop, under the names of asyncio.</content>
public sealed partial class Worker
{
    /// <summary>Made when it is asked for.</summary>
    private EventLoop? _loop;

    /// <summary>Its event loop, with the names of asyncio (spec T1): the same mailbox, the same flow.</summary>
    public EventLoop Loop
    {
        get
        {
            if (Volatile.Read(ref _loop) is { } loop) return loop;
            var made = new EventLoop(this);
            return Interlocked.CompareExchange(ref _loop, made, null) ?? made;
        }
    }
}
