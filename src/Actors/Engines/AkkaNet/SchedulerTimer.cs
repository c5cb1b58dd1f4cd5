using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>One timer on Akka's scheduler, and on the system's own once that has ended.</summary>
internal sealed class SchedulerTimer(AkkaClock clock, IScheduler scheduler, Action callback) : ITimer
{
    private readonly Lock _gate = new();
    private Cancelable? _scheduled;
    private ITimer? _fallback;
    private long _due;
    private TimeSpan _period;
    private bool _isDisposed;

    public bool Change(TimeSpan dueTime, TimeSpan period)
    {
        lock (_gate)
        {
            Cancel();
            if (_isDisposed) return false;
            if (dueTime == Timeout.InfiniteTimeSpan) return true;

            _due = clock.GetTimestamp() + dueTime.Ticks;
            _period = period;
            if (!clock.Pending.TryAdd(this) || !TrySchedule(dueTime)) FallBack(dueTime);
            return true;
        }
    }

    /// <summary>The scheduler has ended, and forgot the timer.</summary>
    public void LeaveScheduler()
    {
        lock (_gate)
        {
            if (_scheduled is not { IsCancellationRequested: false }) return;
            Cancel();
            FallBack(TimeSpan.FromTicks(Math.Max(0, _due - clock.GetTimestamp())));
        }
    }

    public void Dispose()
    {
        lock (_gate)
        {
            _isDisposed = true;
            Cancel();
        }
    }

    public ValueTask DisposeAsync()
    {
        Dispose();
        return ValueTask.CompletedTask;
    }

    private bool TrySchedule(TimeSpan dueTime)
    {
        var scheduled = new Cancelable(scheduler);
        try
        {
            if (_period > TimeSpan.Zero) scheduler.Advanced.ScheduleRepeatedly(dueTime, _period, callback, scheduled);
            else scheduler.Advanced.ScheduleOnce(dueTime, () => OnDue(scheduled), scheduled);
        }
        catch (SchedulerException)
        {
            // It is ending just now.
            clock.Pending.Remove(this);
            return false;
        }

        _scheduled = scheduled;
        return true;
    }

    private void OnDue(Cancelable scheduled)
    {
        lock (_gate)
        {
            // A change came first.
            if (scheduled.IsCancellationRequested) return;
            scheduled.Cancel();
            clock.Pending.Remove(this);
        }

        callback();
    }

    private void FallBack(TimeSpan dueTime) => _fallback = TimeProvider.System.CreateTimer(
        static callback => ((Action)callback!)(), callback, dueTime, _period > TimeSpan.Zero ? _period : Timeout.InfiniteTimeSpan);

    private void Cancel()
    {
        clock.Pending.Remove(this);
        _scheduled?.Cancel();
        _scheduled = null;
        _fallback?.Dispose();
        _fallback = null;
    }
}
