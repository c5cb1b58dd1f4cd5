namespace Actors.TestKit;

/// <summary>The clock of a simulation: it stands still while anything can happen, and then jumps to the next timer.</summary>
internal sealed class SimulatedTime : TimeProvider
{
    private static readonly DateTimeOffset Start = new(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);

    private readonly PriorityQueue<Timer, (long Due, long Order)> _timers = new();
    private long _order;

    /// <summary>Lengthens a timer that falls due; gives back zero for most.</summary>
    public Func<TimeSpan> Delay { get; set; } = static () => TimeSpan.Zero;

    /// <summary>Time since the simulation began.</summary>
    public TimeSpan Elapsed { get; private set; }

    /// <summary>Whether a timer is due at this moment.</summary>
    public bool IsDue => Next is { } due && due <= Elapsed.Ticks;

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    private long? Next
    {
        get
        {
            // A timer that was changed or disposed leaves its old entry behind.
            while (_timers.TryPeek(out var timer, out var place))
            {
                if (timer.Place == place) return place.Due;
                _timers.Dequeue();
            }

            return null;
        }
    }

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => Start + Elapsed;

    /// <inheritdoc/>
    public override long GetTimestamp() => Elapsed.Ticks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new Timer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock to the next timer.</summary>
    /// <returns>False when there is none.</returns>
    public bool TryJump()
    {
        if (Next is not { } due) return false;
        if (due > Elapsed.Ticks) Elapsed = new TimeSpan(due);
        return true;
    }

    /// <summary>Fires the first timer that is due, or puts it off.</summary>
    /// <returns>False when it was put off.</returns>
    public bool Fire()
    {
        if (!IsDue) return false;
        var timer = _timers.Dequeue();
        if (Delay() is { Ticks: > 0 } delay)
        {
            timer.Queue(Elapsed + delay);
            return false;
        }

        timer.Fire();
        return true;
    }

    private sealed class Timer(SimulatedTime time, TimerCallback callback, object? state) : ITimer
    {
        /// <summary>As the runtime's timers do; none where its maker suppressed it.</summary>
        private readonly ExecutionContext? _context = ExecutionContext.Capture();

        private TimeSpan _period = Timeout.InfiniteTimeSpan;

        /// <summary>Its entry in the queue; null while it is not set.</summary>
        public (long Due, long Order)? Place { get; private set; }

        public void Queue(TimeSpan due)
        {
            Place = (due.Ticks, time._order++);
            time._timers.Enqueue(this, Place.Value);
        }

        public void Fire()
        {
            Place = null;
            if (_period > TimeSpan.Zero) Queue(time.Elapsed + _period);
            if (_context is null) callback(state);
            else ExecutionContext.Run(_context, static timer => ((Timer)timer!).Call(), this);
        }

        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            _period = period;
            Place = null;
            if (dueTime != Timeout.InfiniteTimeSpan) Queue(time.Elapsed + dueTime);
            return true;
        }

        public void Dispose() => Place = null;

        private void Call() => callback(state);

        public ValueTask DisposeAsync()
        {
            Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
