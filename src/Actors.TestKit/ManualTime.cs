namespace Actors.TestKit;

/// <summary>A clock that stands still until a test moves it.</summary>
/// <remarks>Give it to <see cref="WorkerSystemOptions.TimeProvider"/>. Timers fire inside <see cref="Advance"/>, on the calling thread,
/// one by one at their own times, so that what they do sees the time at which they were due.</remarks>
public sealed class ManualTime : TimeProvider
{
    private readonly Lock _gate = new();
    private readonly List<ManualTimer> _timers = [];
    private DateTimeOffset _now = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
    private long _order;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow()
    {
        lock (_gate) return _now;
    }

    /// <inheritdoc/>
    public override long GetTimestamp() => GetUtcNow().UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new ManualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires every timer that falls due on the way.</summary>
    /// <param name="time">How far; zero fires what is due now.</param>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = GetUtcNow() + time;
        while (TakeDue(end) is { } timer) timer.Fire();
        lock (_gate) _now = end;
    }

    private ManualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate)
        {
            var timer = _timers.Where(timer => timer.Due <= end).MinBy(static timer => (timer.Due, timer.Order));
            if (timer is null) return null;
            if (timer.Due > _now) _now = timer.Due;
            if (timer.Period > TimeSpan.Zero) timer.Due += timer.Period;
            else _timers.Remove(timer);
            return timer;
        }
    }

    private sealed class ManualTimer(ManualTime time, TimerCallback callback, object? state) : ITimer
    {
        public DateTimeOffset Due { get; set; }

        public long Order { get; private set; }

        public TimeSpan Period { get; private set; }

        public void Fire() => callback(state);

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            lock (time._gate)
            {
                time._timers.Remove(this);
                if (dueTime == Timeout.InfiniteTimeSpan) return true;
                Due = time._now + dueTime;
                Period = period;
                Order = time._order++;
                time._timers.Add(this);
                return true;
            }
        }

        public void Dispose()
        {
            lock (time._gate) time._timers.Remove(this);
        }

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
