using Actors.Loops;

namespace Actors;

/// <summary>A callback that an <see cref="EventLoop"/> runs at a time (spec T1).</summary>
public sealed class TimerHandle : Handle
{
    /// <summary>The body, or the attempt at it, that it belongs to.</summary>
    private readonly Frame _body;

    /// <summary>Null for a time that had come when it was made: such handles wait in the loop's own order.</summary>
    private readonly TimerDeadline? _deadline;

    /// <summary>A handle that was due when it was made has gone behind what was queued by then, as other timers that fall due do.</summary>
    private bool _isBehind;

    internal TimerHandle(EventLoop loop, Action callback, WorkerFlow flow, TimeSpan when, bool isDue)
        : base(loop, callback, isDue ? ItemKind.Call : ItemKind.Callback)
    {
        When = when;
        _body = flow.Root;
        if (!isDue) _deadline = new TimerDeadline(this, flow);
    }

    /// <summary>When it is to run, by the loop's <see cref="EventLoop.Time"/>.</summary>
    public TimeSpan When { get; }

    internal TimerDeadline? Deadline => _deadline;

    private protected override Handle? Choose(WorkerFlow flow)
    {
        if (_deadline is null && !_isBehind)
        {
            _isBehind = true;
            flow.Post(this);
            return null;
        }

        var handle = _deadline is null ? Loop.TakeDue() : this;
        return handle._body == flow.Root && !flow.IsRestarting ? handle : null;
    }

    private protected override void OnCancelled()
    {
        if (_deadline is { } deadline) deadline.Flow.RemoveTimer(deadline);
    }

    private protected override void Call(Delegate callback) => ((Action)callback)();
}
