using Actors.Timers;

namespace Actors.TestKit.Clock;

/// <summary>One timer of a virtual clock.</summary>
internal sealed class VirtualTimer(VirtualTime time, TimerCallback callback, object? state) : ITimer
{
    public static readonly IComparer<VirtualTimer> ByDueTime =
        Comparer<VirtualTimer>.Create(static (a, b) => (a.Due, a._order).CompareTo((b.Due, b._order)));

    /// <summary>As the runtime's timers do; none where its maker suppressed it.</summary>
    private readonly ExecutionContext? _context = ExecutionContext.Capture();

    private long _order;

    // These three change under the clock's lock, while the timer is not among the others.
    public DateTimeOffset Due { get; private set; }

    public TimeSpan Period { get; private set; }

    /// <summary>The system's deadlines, if this is their timer.</summary>
    public DeadlineQueue? Queue => state as DeadlineQueue;

    public void Schedule(DateTimeOffset due, TimeSpan period, long order)
    {
        Due = due;
        Period = period;
        _order = order;
    }

    public void Fire()
    {
        if (_context is null) callback(state);
        else ExecutionContext.Run(_context, static timer => ((VirtualTimer)timer!).Call(), this);
    }

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        if (dueTime != Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(dueTime, TimeSpan.Zero);
        time.Set(this, dueTime, period);
        return true;
    }

    public void Dispose() => time.Remove(this);

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private void Call() => callback(state);
}
