using Actors.Engines.AkkaNet;
using Akka.Actor;

namespace Actors;

/// <summary>The time of an actor system: its scheduler carries the workers' waits and timers.</summary>
/// <remarks>Akka's scheduler ticks, every 10 ms unless configured otherwise, and fires at the tick after a timer is due. A test's scheduler
/// that is moved by hand moves the workers too. Workers that still clean up when the actor system has ended go on by the system's time.</remarks>
public sealed class AkkaClock : TimeProvider
{
    private readonly IScheduler _scheduler;

    /// <summary>Only Akka's own scheduler has a clock beside the wall clock that belongs to its timers.</summary>
    private readonly bool _isMonotonic;

    /// <summary>Makes the clock of an actor system.</summary>
    /// <param name="system">The actor system.</param>
    /// <exception cref="ArgumentNullException"><paramref name="system"/> is null.</exception>
    public AkkaClock(ActorSystem system)
    {
        ArgumentNullException.ThrowIfNull(system);
        _scheduler = system.Scheduler;
        _isMonotonic = _scheduler is HashedWheelTimerScheduler;
        Pending = PendingTimers.Of(system);
    }

    /// <inheritdoc/>
    public override long TimestampFrequency => TimeSpan.TicksPerSecond;

    /// <summary>The timers that the scheduler has.</summary>
    internal PendingTimers Pending { get; }

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
}
