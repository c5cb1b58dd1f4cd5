using Actors.Engines;
using Actors.TestKit.Clock;
using Actors.TestKit.Watching;

namespace Actors.TestKit;

/// <summary>A clock that moves only when nothing else does: an hour of sleeping takes milliseconds (spec X2).</summary>
/// <remarks>
/// Give it to <see cref="WorkerSystemOptions.TimeProvider"/>, of one system or of several. It sees mailboxes, turns and timers of their
/// workers, and never moves while a worker runs, has something queued, or awaits something outside: an <c>Async</c>, a plain await, a task
/// (<see cref="ForeignTasks"/>). What a worker awaits outside beside one of its waits, in one <c>Task.WhenAll</c>, it does not see. It goes from one due timer to the next, and lets the workers settle in between.
/// <see cref="ClockMode"/> says what makes it run. Its members are for the test, outside every worker's flow but the main one; any thread
/// may call.
/// </remarks>
public sealed partial class VirtualTime : TimeProvider, IWatchingClock
{
    private readonly Lock _gate = new();
    private readonly SortedSet<VirtualTimer> _timers = new(VirtualTimer.ByDueTime);
    private readonly ClockMode _mode;
    private DateTimeOffset _now;
    private long _order;

    /// <summary>Makes a clock that stands at its start.</summary>
    /// <param name="mode">What makes it run; by default, that the test waits.</param>
    /// <param name="start">Where it stands; midnight of 1 January 2000, UTC, by default.</param>
    public VirtualTime(ClockMode mode = ClockMode.Automatic, DateTimeOffset? start = null)
    {
        _mode = mode;
        _now = Start = start ?? new DateTimeOffset(2000, 1, 1, 0, 0, 0, TimeSpan.Zero);
        Activity = new Activity(Poke);
    }

    /// <summary>Where it stood when it was made.</summary>
    public DateTimeOffset Start { get; }

    /// <summary>How far it has come since its <see cref="Start"/>.</summary>
    public TimeSpan Elapsed => GetUtcNow() - Start;

    /// <summary>Whether a worker's <c>Wait(task)</c> for a task from outside holds the clock.</summary>
    /// <value><see cref="ForeignTasks.HoldTime"/> by default. A plain await between two wait points always holds it.</value>
    public ForeignTasks ForeignTasks { get; init; }

    /// <summary>How long, in real time, nothing may happen before a method of the clock, an expectation or a wait of the main flow gives up,
    /// and a stop goes on without what it waits for.</summary>
    /// <value>30 seconds by default. It matters where a worker awaits something outside that does not come.</value>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>UTC, wherever the test runs.</summary>
    public override TimeZoneInfo LocalTimeZone => TimeZoneInfo.Utc;

    /// <summary>What falls due, the next first.</summary>
    public IReadOnlyList<PendingTimer> PendingTimers
    {
        get
        {
            VirtualTimer[] timers;
            lock (_gate) timers = [.. _timers];
            var outside = timers.Where(static timer => timer.Queue is null).Select(static timer => new PendingTimer(timer.Due, null, "a timer"));
            return [.. outside.Concat(Queues().SelectMany(PendingWaits.Of)).OrderBy(static timer => timer.Due)];
        }
    }

    internal Activity Activity { get; }

    internal ClockMode Mode => _mode;

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
        var timer = new VirtualTimer(this, callback, state);
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Moves the clock, and fires every timer that falls due on the way, on the calling thread, one by one at their own times.</summary>
    /// <param name="time">Zero or more; zero fires what is due now.</param>
    /// <remarks>It does not wait for the workers: what a timer leads to has not happened when it returns, and a timer that a worker makes
    /// then begins at the end. <see cref="AdvanceAsync"/> lets the workers settle in between.</remarks>
    /// <exception cref="ArgumentOutOfRangeException">The time is negative.</exception>
    public void Advance(TimeSpan time)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(time, TimeSpan.Zero);
        var end = GetUtcNow() + time;
        while (TakeDue(end) is { } timer) timer.Fire();
        lock (_gate)
        {
            if (end > _now) _now = end;
        }
    }

    IWorkerEngine IWatchingClock.Watch(IWorkerEngine engine)
    {
        var watched = new WatchedEngine(engine, this);
        lock (_gate)
        {
            _engines.Add(watched);
            _impatience ??= StartImpatience();
        }

        return watched;
    }

    internal void Set(VirtualTimer timer, TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            _timers.Remove(timer);

            // Behind the end of the calendar nothing falls due.
            if (dueTime == Timeout.InfiniteTimeSpan || dueTime > DateTimeOffset.MaxValue - _now) return;
            timer.Schedule(_now + dueTime, period, _order++);
            _timers.Add(timer);
        }

        // The clock may have stood for want of a timer.
        Poke();
    }

    internal void Remove(VirtualTimer timer)
    {
        lock (_gate) _timers.Remove(timer);
    }

    private VirtualTimer? TakeDue(DateTimeOffset end)
    {
        lock (_gate) return _timers.Min is { } timer && timer.Due <= end ? Take(timer) : null;
    }

    /// <summary>Moves the clock to a timer, which is to be fired. Under the lock.</summary>
    private VirtualTimer Take(VirtualTimer timer)
    {
        _timers.Remove(timer);
        if (timer.Due > _now) _now = timer.Due;
        if (timer.Period <= TimeSpan.Zero) return timer;
        timer.Schedule(timer.Due + timer.Period, timer.Period, _order++);
        _timers.Add(timer);
        return timer;
    }

    private Actors.Timers.DeadlineQueue[] Queues()
    {
        WatchedEngine[] engines;
        lock (_gate) engines = [.. _engines];
        return [.. engines.Select(static engine => engine.System?.Deadlines).OfType<Actors.Timers.DeadlineQueue>()];
    }
}
