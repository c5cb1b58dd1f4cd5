namespace Actors.Loops;

/// <summary>Handles whose time had come when they were made: one item each is in the mailbox, and whichever comes first runs the earliest
/// of them (transports 3). Any thread.</summary>
internal sealed class DueTimers
{
    private readonly PriorityQueue<TimerHandle, (TimeSpan When, long Order)> _handles = new();
    private long _order;

    public void Add(TimerHandle handle)
    {
        lock (_handles) _handles.Enqueue(handle, (handle.When, _order++));
    }

    public TimerHandle Take()
    {
        lock (_handles) return _handles.Dequeue();
    }

    /// <summary>Its item was refused.</summary>
    public void Remove(TimerHandle handle)
    {
        lock (_handles) _handles.Remove(handle, out _, out _);
    }
}
