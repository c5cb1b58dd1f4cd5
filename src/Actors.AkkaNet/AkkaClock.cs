using Akka.Actor;

namespace Actors.AkkaNet;

/// <summary>The time of an actor system: its scheduler carries the workers' waits and timers.</summary>
/// <remarks>Akka's scheduler ticks, every 10 ms unless configured otherwise, and fires at the tick after a timer is due. A test's scheduler
/// that is moved by hand moves the workers too. Workers that still clean up when the actor system has ended go on by the system's time.</remarks>
public sealed class AkkaClock : TimeProvider
{
    private readonly IScheduler _scheduler;

    /// <summary>Only Akka's own scheduler has a clock beside the wall clock that belongs to its timers.</summary>
    private readonly bool _isMonotonic;

    /// <summary>The timers that the scheduler has, which it forgets when it ends; its own lock.</summary>
    private readonly HashSet<SchedulerTimer> _pending = [];
    private bool _hasEnded;

    /// <summary>Makes the clock of an actor system.</summary>
    /// <param name="system">The actor system.</param>
    /// <exception cref="ArgumentNullException"><paramref name="system"/> is null.</exception>
    public AkkaClock(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _scheduler = system.Scheduler;
        _isMonotonic = _scheduler is HashedWheelTimerScheduler;
        system.RegisterOnTermination(End);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <inheritdoc/>
    public override DateTimeOffset GetUtcNow() => _scheduler.Now.ToUniversalTime();

    /// <inheritdoc/>
    public override long GetTimestamp() => _isMonotonic ? _scheduler.HighResMonotonicClock.Ticks : _scheduler.Now.UtcTicks;

    /// <inheritdoc/>
    public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var timer = new SchedulerTimer(this, _scheduler, () => callback(state));
        timer.Change(dueTime, period);
        return timer;
    }

    /// <summary>Notes a timer that the scheduler is to have.</summary>
    /// <returns>False when the scheduler has ended.</returns>
    internal bool TryAdd(SchedulerTimer timer)
    {
        lock (_pending)
        {
            if (!_hasEnded) _pending.Add(timer);
            return !_hasEnded;
        }
    }

    internal void Remove(SchedulerTimer timer)
    {
        lock (_pending) _pending.Remove(timer);
    }

    private void End()
    {
        SchedulerTimer[] pending;
        lock (_pending)
        {
            _hasEnded = true;
            pending = [.. _pending];
            _pending.Clear();
        }

        foreach (var timer in pending) timer.LeaveScheduler();
    }
}
