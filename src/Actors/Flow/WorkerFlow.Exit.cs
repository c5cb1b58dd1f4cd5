namespace Actors.Flow;

/// <content>How a run ends (spec L4, L6, L8).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>After this many failures of its loop a run ends at once: its end fails too.</summary>
    private const int MostLoopFailures = 100;

    private static readonly Outcome Stopped = new(OutcomeKind.Stopped, null, null);

    /// <summary>How often the loop itself has failed in this run. In turns.</summary>
    private byte _loopFailures;

    /// <summary>Why a task did not complete successfully.</summary>
    public static Exception ErrorOf(Task task)
    {
        if (task.Exception is { } exception) return exception.InnerException!;
        try
        {
            task.GetAwaiter().GetResult();
        }
        catch (Exception error)
        {
            return error;
        }

        return new OperationCanceledException();
    }

    /// <summary>Each frame's current wait throws <see cref="WorkerExit"/>, the innermost first.</summary>
    private void RequestExit()
    {
        if (_phase != Phase.Running) return;
        if (_exitDelivered) WarnOfSwallowedExit();
        _isPaused = false;
        for (var frame = _top; frame is not null; frame = frame.Parent) frame.ExitRequested = true;
    }

    /// <summary>The loop failed while it handled an item: the run ends by that, whatever its body does. In a turn.</summary>
    /// <returns>True when the run has ended: not even its end could be handled.</returns>
    private bool OnLoopFailed(Exception error)
    {
        _inSynchronousCode = false;
        _owner.Logger.LoopFailed(Path, error);
        if (_phase == Phase.Ended) return true;
        if (_outcome.Kind != OutcomeKind.Faulted) _outcome = new Outcome(OutcomeKind.Faulted, null, error);
        if (_loopFailures++ == MostLoopFailures)
        {
            _phase = Phase.Ended;
            _owner.OnEnded(_outcome);
            return true;
        }

        if (_loopFailures > 1) return false;
        switch (_phase)
        {
            case Phase.New:
                FailStart(error);
                break;
            case Phase.Running:
                _owner.OnStopping();
                if (!_exitDelivered) RequestExit();
                break;
            case Phase.Restarting:
                GiveUpRestart(_outcome);
                break;
        }

        return false;
    }

    private bool TryDeliverExit()
    {
        var frame = _top;
        if (frame == _root && !_owner.HasBody && _phase == Phase.Running)
        {
            EndWaits(frame);
            frame.ExitRequested = false;
            _bodyDone = true;
            return true;
        }

        if (frame.FirstWait is null)
        {
            if (frame == _root && _phase > Phase.Running) frame.ExitRequested = false;
            return false;
        }

        frame.ExitRequested = false;
        if (frame == _root) _exitDelivered = true;
        EndWaits(frame);
        return true;
    }

    private void EndWaits(Frame frame)
    {
        // First all are decided, then they go on one by one: what the first one awaits next belongs to its clean-up.
        for (var wait = frame.FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (wait.IsPending) SettleLater(wait, new WorkerExit());
        }
    }

    private InvalidOperationException RunHasEnded() => new($"The run of worker '{Path}' has ended: its code can wait no more.");

    private void WarnOfSwallowedExit()
    {
        if (_warnedOfSwallowedExit) return;
        _warnedOfSwallowedExit = true;
        _owner.Logger.ExitSwallowed(Path);
    }

    private void BeginEnd()
    {
        _outcome = TakeOutcome();
        if (!TryBeginRestart()) Drain();
    }

    /// <summary>The body has ended for good: the mailbox closes, and what is in it goes to the listeners.</summary>
    private void Drain()
    {
        _phase = Phase.Draining;
        _isPaused = false;
        _owner.OnStopping();
        DropHolds();
        CloseBound();
        _mailbox.CloseToEvents();
        for (var frame = _top; frame is not null; frame = frame.Parent) frame.ExitRequested = true;
    }

    private Outcome TakeOutcome()
    {
        if (_loopFailures > 0) return _outcome;
        if (_body is null) return Stopped;
        if (_body.IsCompletedSuccessfully)
        {
            if (_exitDelivered) WarnOfSwallowedExit();
            return new Outcome(OutcomeKind.Completed, _body, null);
        }

        if (_body.IsCanceled && _owner.IsStopping) return Stopped;
        var error = ErrorOf(_body);
        return error is WorkerExit || (error is OperationCanceledException && _owner.IsStopping)
            ? Stopped
            : new Outcome(OutcomeKind.Faulted, null, error);
    }

    /// <summary>Everything queued is handled: the children go, then the run ends.</summary>
    /// <returns>True when the run has ended and nothing of the flow may be touched.</returns>
    private bool TryEnd()
    {
        if (_top != _root) return false;
        if (_phase == Phase.Draining)
        {
            _phase = Phase.AwaitingChildren;
            if (_owner.StopChildren()) _childrenGone = true;
            EndResources();
        }

        if (!_childrenGone || HasOpenResources) return false;

        _phase = Phase.Ended;
        while (!_mailbox.TryClose())
        {
            switch (_mailbox.Take())
            {
                case HoldChange change:
                    change.Invoke();
                    break;
                case FlowCall call:
                    // It finds nothing open, and lets go what it carries.
                    call.Invoke(this);
                    break;
                case Resumption resumption:
                    resumption.InvokeOutside();
                    break;
                case ConflatedEvent late:
                    _owner.OnRefused(late.Take(), null);
                    break;
                case Event late:
                    _owner.OnRefused(late, null);
                    break;
                case Delivery { Kind: ItemKind.Delivery } late:
                    _owner.OnRefused(late.Event, null);
                    break;
            }
        }

        while (_root.FirstWait is { } wait)
        {
            _root.Remove(wait);
            wait.Abandon(RunHasEnded(), _deadlines);
        }

        _owner.OnEnded(_outcome);
        return true;
    }
}
