namespace Actors.Flow;

/// <content>Standing still: nothing runs, listeners neither, and everything stays queued (acknowledged pause).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Whether it stands still, or will at its next wait point. In a turn.</summary>
    public bool IsHeldBack => _top is HoldFrame;

    /// <summary>Holds the flow behind what is queued, at its current or next wait point. Any thread.</summary>
    /// <returns>False when the run has ended.</returns>
    public bool TryHold(FlowHold hold) => PostChange(hold, static (flow, hold) => flow.Hold(hold));

    /// <summary>The opposite of <see cref="TryHold"/>; nothing, when the flow is not held. Any thread.</summary>
    public void Release(FlowHold hold) => PostChange(hold, static (flow, hold) => flow.LetGo(hold));

    /// <summary>Holds the flow before its body is called. Before the first turn.</summary>
    public void HoldFromStart(FlowHold hold) => PushHold().Holds.Add(hold);

    private bool PostChange(FlowHold hold, Action<WorkerFlow, FlowHold> change) => Post(new HoldChange(
        static state =>
        {
            var (flow, hold, change) = ((WorkerFlow, FlowHold, Action<WorkerFlow, FlowHold>))state!;
            change(flow, hold);
        },
        (this, hold, change)));

    private void Hold(FlowHold hold)
    {
        if (hold.IsReleased) return;
        if (_top is HoldFrame frame)
        {
            frame.Holds.Add(hold);
            if (frame.IsHeld) hold.OnHeld(this);
        }
        else if (_phase > Phase.Restarting || _owner.IsStopping || _supervisor is { Escalated: not null })
        {
            hold.OnEnding(this);
        }
        else if (_phase == Phase.Restarting && _supervisor!.Step < RestartStep.BackingOff)
        {
            (_supervisor.Holds ??= []).Add(hold);
            hold.OnRestarting(this);
        }
        else
        {
            PushHold().Holds.Add(hold);
        }
    }

    private void LetGo(FlowHold hold)
    {
        _supervisor?.Holds?.Remove(hold);
        if (_top is HoldFrame frame && frame.Holds.Remove(hold) && frame.Holds.Count == 0) PopHold(frame);
    }

    private HoldFrame PushHold()
    {
        if (_top is HoldFrame there) return there;
        var frame = new HoldFrame(this, _top);
        _top = frame;
        return frame;
    }

    private void PopHold(HoldFrame frame)
    {
        _top = frame.Parent!;
        if (frame.IsHeld && !_isPaused) _owner.TrySetPaused(false);
        if (_phase == Phase.New) StartBody();

        // It met all of this while it stood still: between two attempts some of it cannot wait for the next one.
        if (_phase == Phase.Restarting) SortUrgent();
        while (frame.Kept.TryDequeue(out var resumption)) Handle(resumption);
    }

    /// <summary>The next item that a flow may handle that stands still, or is to.</summary>
    private MailboxItem? NextHeld(HoldFrame frame)
    {
        NoticeQuiet();
        while (_mailbox.Take() is { } item)
        {
            switch (item)
            {
                case HoldChange:
                case Resumption when !frame.IsHeld:
                    return item;
                case Resumption resumption:
                    frame.Kept.Enqueue(resumption);
                    break;
                case Event { Control: ControlKind.Stop }:
                    // It keeps its place: the listeners get what was queued before it first (spec L4, L8).
                    Defer(item);
                    return new HoldChange(static flow => ((WorkerFlow)flow!).OnStopWhileHeld(), this);
                default:
                    Defer(item);
                    break;
            }
        }

        return null;
    }

    /// <summary>Whether no code of the frame runs.</summary>
    private bool IsQuiet(Frame frame) =>
        frame.IsDone || frame.FirstWait is not null || (frame == _root && (_phase != Phase.Running || !_owner.HasBody));

    /// <summary>Keeps the code below a hold where it is, if it stands at a wait point by now.</summary>
    private void NoticeQuiet()
    {
        if (_top is not HoldFrame { IsHeld: false } frame || !IsQuiet(frame.Parent!)) return;
        frame.IsHeld = true;
        _owner.TrySetPaused(true);
        foreach (var hold in frame.Holds) hold.OnHeld(this);
    }

    private void OnStopWhileHeld()
    {
        if (_phase == Phase.Restarting)
        {
            GiveUpRestart(Stopped);
            return;
        }

        // A held body goes on with its clean-up, not with what it was about to do: as after a pause (spec L7).
        if (_top is HoldFrame { IsHeld: true } && _phase == Phase.Running) _isPaused = true;
        DropHolds();
    }

    /// <summary>The run ends, and nobody holds it for that.</summary>
    private void DropHolds()
    {
        if (_supervisor is { Holds: { } holds } supervisor)
        {
            supervisor.Holds = null;
            foreach (var hold in holds) hold.OnEnding(this);
        }

        if (_top is not HoldFrame frame) return;
        foreach (var hold in frame.Holds) hold.OnEnding(this);
        PopHold(frame);
    }

    /// <summary>The body has ended before it was held, and starts again: it is held once all is cleared away.</summary>
    private void PutOffHolds()
    {
        if (_top is not HoldFrame frame) return;
        _top = frame.Parent!;
        _supervisor!.Holds = frame.Holds;
        foreach (var hold in frame.Holds) hold.OnRestarting(this);
    }

    private void TakeUpHolds()
    {
        if (_supervisor is not { Holds: { Count: > 0 } holds } supervisor) return;
        supervisor.Holds = null;
        PushHold().Holds.AddRange(holds);
    }
}
