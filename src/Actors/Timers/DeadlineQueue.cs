using Microsoft.Extensions.Logging;

namespace Actors.Timers;

/// <summary>The pending deadlines of one system, over one timer of its <see cref="TimeProvider"/>.</summary>
/// <remarks>Never early, in order of deadline, equal deadlines in order of creation (spec W2). A million may be pending: an entry is
/// 24 bytes in a four-way heap. Any thread may call.</remarks>
internal sealed partial class DeadlineQueue : IDisposable
{
    private const int FireAtOnce = 64;

    /// <summary>How long after a failure the clock is asked again.</summary>
    private static readonly TimeSpan RetryAfter = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private readonly TimeProvider _time;
    private readonly ILogger _logger;
    private readonly ITimer _timer;
    private readonly DeadlineHeap _heap = new();
    private readonly Deadline[] _firing = new Deadline[FireAtOnce];
    private long _order;

    /// <summary>What the timer is set to; <see cref="long.MaxValue"/> when it is not set.</summary>
    private long _armed = long.MaxValue;

    /// <summary>One thread fires at a time, so that deadlines keep their order.</summary>
    private bool _isFiring;

    private bool _disposed;

    public DeadlineQueue(TimeProvider time, ILogger logger)
    {
        _time = time;
        _logger = logger;

        // The timer outlives every flow; it must not hold the context of whoever made the system.
        using (ExecutionContext.IsFlowSuppressed() ? default : ExecutionContext.SuppressFlow())
        {
            _timer = time.CreateTimer(static queue => ((DeadlineQueue)queue!).FireDue(), this, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        }
    }

    public TimeProvider Time => _time;

    public int Count
    {
        get
        {
            lock (_gate) return _heap.Count;
        }
    }

    /// <summary>What is pending, in no order, and when it falls due by the clock's timestamps. A snapshot.</summary>
    public IReadOnlyList<(Deadline Deadline, long Due)> Pending
    {
        get
        {
            lock (_gate) return _heap.ToArray();
        }
    }

    /// <summary>Makes it fall due after the delay; zero or less is due at once, and still comes by the timer's thread.</summary>
    public void Add(Deadline deadline, TimeSpan delay)
    {
        var now = _time.GetTimestamp();
        Add(deadline, now, DueAt(now, delay));
    }

    /// <summary>Makes it fall due at a timestamp of the clock: equal ones stay equal, whenever they were added.</summary>
    public void AddAt(Deadline deadline, long due) => Add(deadline, _time.GetTimestamp(), due);

    private void Add(Deadline deadline, long now, long due)
    {
        lock (_gate)
        {
            if (_disposed) return;

            // Of a clock that stands still, the timestamps stand still too.
            if (_frozen is { } frozen && due != long.MaxValue) due += frozen.Now(deadline, now) - now;
            deadline.Due = due;
            deadline.Order = _order++;
            _heap.Add(deadline);
            if (due >= _armed || _isFiring) return;
            try
            {
                Arm(now, due);
            }
            catch
            {
                // Whoever waits for it hears that the clock failed.
                _heap.Remove(deadline);
                throw;
            }
        }
    }

    /// <summary>Takes it back.</summary>
    /// <returns>False when it has fallen due, or was never added.</returns>
    public bool Remove(Deadline deadline)
    {
        lock (_gate) return _heap.Remove(deadline) || (_frozen is { } frozen && frozen.Remove(deadline));
    }

    public void Dispose()
    {
        lock (_gate) _disposed = true;
        _timer.Dispose();
    }

    private void FireDue()
    {
        lock (_gate)
        {
            if (_isFiring || _disposed) return;
            _isFiring = true;
        }

        if (Guard.Call(static queue => queue.FireAll(), this) is not { } error) return;
        _logger.ClockFailed("timers that are due fire when it answers again", error);
        lock (_gate)
        {
            _isFiring = false;
            _armed = long.MaxValue;
        }

        // The next deadline that is added arms the timer too, if it cannot be armed now.
        Guard.Call(static queue => queue._timer.Change(RetryAfter, Timeout.InfiniteTimeSpan), this);
    }

    private void FireAll()
    {
        while (true)
        {
            int count;
            lock (_gate)
            {
                var now = _time.GetTimestamp();
                count = 0;
                while (count < FireAtOnce && _heap.TryTakeDue(now, out var deadline))
                {
                    if (_frozen is not { } frozen || !frozen.TryKeep(deadline)) _firing[count++] = deadline;
                }

                if (count == 0)
                {
                    _armed = long.MaxValue;
                    if (!_disposed && _heap.Count > 0) Arm(now, _heap.FirstDue);
                    _isFiring = false;
                    return;
                }
            }

            for (var i = 0; i < count; i++)
            {
                if (Guard.Call(static deadline => deadline.Fire(), _firing[i]) is { } error) _logger.ClockFailed("a timer that was due is lost", error);
                _firing[i] = null!;
            }
        }
    }

    private void Arm(long now, long due)
    {
        _timer.Change(Remaining(now, due), Timeout.InfiniteTimeSpan);
        _armed = due;
    }

    private long DueAt(long now, TimeSpan delay)
    {
        if (delay <= TimeSpan.Zero) return now;
        var ticks = (Int128)delay.Ticks * _time.TimestampFrequency;
        var units = (ticks + TimeSpan.TicksPerSecond - 1) / TimeSpan.TicksPerSecond;
        return units > long.MaxValue - now ? long.MaxValue : now + (long)units;
    }

    private TimeSpan Remaining(long now, long due)
    {
        if (due <= now) return TimeSpan.Zero;
        var ticks = (Int128)(due - now) * TimeSpan.TicksPerSecond;
        var units = (ticks + _time.TimestampFrequency - 1) / _time.TimestampFrequency;

        // The system's timers cut to whole milliseconds: round up, so that the wake-up is not early and idle.
        if (ReferenceEquals(_time, TimeProvider.System))
        {
            units = (units + TimeSpan.TicksPerMillisecond - 1) / TimeSpan.TicksPerMillisecond * TimeSpan.TicksPerMillisecond;
        }

        // Timers take about 49 days at the most; the queue looks again then.
        return units > MaxTimer.Ticks ? MaxTimer : new TimeSpan((long)units);
    }

    private static readonly TimeSpan MaxTimer = TimeSpan.FromDays(40);
}
