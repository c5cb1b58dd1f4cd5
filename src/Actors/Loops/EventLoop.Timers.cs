using Actors.Loops;

namespace Actors;

/// <content>Callbacks at a time (transports 3, 4).</content>
public sealed partial class EventLoop
{
    /// <summary>Made with the first of them.</summary>
    private DueTimers? _due;

    /// <summary>The loop's clock: never goes back, and has no meaning but for differences (transports 4).</summary>
    /// <value>By the system's <see cref="TimeProvider"/>.</value>
    public TimeSpan Time => Clock.TimeAt(Clock.Now);

    private LoopClock Clock => new(Worker.System.TimeProvider);

    /// <summary>Runs a callback in the loop once a delay is over; never early (transports 3).</summary>
    /// <param name="delay">Zero or less is due at once, the more negative the earlier; it runs behind what is queued, never inline.</param>
    /// <param name="callback">Runs to its end at once; it cannot wait.</param>
    /// <returns>By which it can be taken back until it runs; it does not run once the run has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public TimerHandle CallLater(TimeSpan delay, Action callback)
    {
        var clock = Clock;
        var now = clock.Now;
        return CallAt(clock, now, clock.After(now, delay), callback);
    }

    /// <summary>Runs a callback in the loop at a time; never early, and for equal times in the order of the calls (transports 3).</summary>
    /// <param name="when">By the loop's <see cref="Time"/>; one that has passed is due at once.</param>
    /// <param name="callback">Runs to its end at once; it cannot wait.</param>
    /// <returns>By which it can be taken back until it runs; it does not run once the run has ended.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public TimerHandle CallAt(TimeSpan when, Action callback)
    {
        var clock = Clock;
        return CallAt(clock, clock.Now, clock.StampOf(when), callback);
    }

    /// <summary>The earliest of those that were due when they were made.</summary>
    internal TimerHandle TakeDue() => _due!.Take();

    private TimerHandle CallAt(LoopClock clock, long now, long due, Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var flow = Flow;
        var handle = new TimerHandle(this, callback, flow, clock.TimeAt(due), isDue: due <= now);
        if (flow.IsEnding) throw Refusal(flow);
        if (handle.Deadline is { } deadline)
        {
            flow.TryAddTimer(deadline, due);
            return handle;
        }

        if (_due is null) Interlocked.CompareExchange(ref _due, new DueTimers(), null);
        _due.Add(handle);
        if (TryPost(handle, flow)) return handle;
        _due.Remove(handle);
        throw Refusal(flow);
    }
}
