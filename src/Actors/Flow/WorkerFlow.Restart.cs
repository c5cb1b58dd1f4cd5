namespace Actors.Flow;

/// <content>The body ends and starts again in the same run (spec L11), or ends because of a child (spec C7).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Null for a worker without a policy.</summary>
    private readonly FlowSupervisor? _supervisor;

    /// <summary>Whether the body has ended and will start again. Any thread.</summary>
    public bool IsRestarting => _phase == Phase.Restarting;

    /// <summary>How often the body was started again. Any thread.</summary>
    public int Restarts => _supervisor?.Restarts ?? 0;

    /// <summary>What the body was started with. Any thread.</summary>
    public object? Argument => _argument;

    /// <summary>Whether code is told to leave without a stop of the worker: its exits and cancellations are no errors.</summary>
    private bool IsClearing => _phase == Phase.Restarting || _supervisor is { Escalated: not null };

    /// <summary>Makes the body leave; its failure is the child's (spec C7). In a turn.</summary>
    public void Escalate(Exception error)
    {
        if (_phase != Phase.Running || _owner.IsStopping || _supervisor!.Escalated is not null) return;
        _supervisor.Escalated = error;
        _owner.TrySetPaused(false);
        CancelAttempt();
        RequestExit();
    }

    /// <summary>A body that leaves because of a child is not told again by a stop: its <c>finally</c> may be waiting. The next stop is for
    /// a body that caught the exit.</summary>
    private bool IsLeavingAlready()
    {
        if (_supervisor is not { Escalated: not null, HasMetStop: false } supervisor) return false;
        supervisor.HasMetStop = true;
        return true;
    }

    /// <summary>The body has ended: decides whether it starts again.</summary>
    private bool TryBeginRestart()
    {
        if (_supervisor is not { } supervisor) return false;
        if (supervisor.Escalated is { } escalated)
        {
            _outcome = new Outcome(OutcomeKind.Faulted, null, escalated);
            supervisor.Escalated = null;
            supervisor.HasMetStop = false;
        }

        if (_owner.IsStopping || !supervisor.TryPlanRestart(ref _outcome, out var backoff)) return false;

        supervisor.Failure = _outcome.Error;
        supervisor.Backoff = backoff;
        supervisor.Step = RestartStep.Unwinding;
        _phase = Phase.Restarting;
        CancelAttempt();

        // Of what was put off until the next wait point, too, some cannot wait for the next attempt.
        SortUrgent();
        PutOffHolds();
        for (var frame = _top; frame is not null; frame = frame.Parent) frame.ExitRequested = true;
        return true;
    }

    /// <summary>Whether it is handled between two attempts: what the clean-up waits for, and what is about the worker itself.</summary>
    private static bool IsUrgent(MailboxItem item) => item.Kind >= ItemKind.Signal || item is Event { Control: not ControlKind.None };

    private void SortUrgent()
    {
        for (var i = _deferred?.Count ?? 0; i > 0; i--)
        {
            var item = _deferred!.Dequeue();
            (IsUrgent(item) ? _supervisor!.Urgent : _deferred).Enqueue(item);
        }
    }

    /// <summary>The next item that may be handled between two attempts; the others are kept in order.</summary>
    private MailboxItem? NextBetween()
    {
        if (_top is HoldFrame hold) return NextHeld(hold);
        if (_supervisor!.Urgent.TryDequeue(out var urgent))
        {
            _taken--;
            return urgent;
        }

        while (_mailbox.Take() is { } item)
        {
            if (item is Event { Control: ControlKind.Stop })
            {
                // It keeps its place: the listeners get what was queued before it first (spec L8).
                Defer(item);
                GiveUpRestart(Stopped);
                return Next();
            }

            if (IsUrgent(item)) return item;
            Defer(item);
        }

        return null;
    }

    /// <summary>Goes the next step towards the next attempt.</summary>
    /// <returns>False when it has to wait for something.</returns>
    private bool TryRestart()
    {
        if (_top != _root) return false;
        var supervisor = _supervisor!;
        switch (supervisor.Step)
        {
            case RestartStep.Unwinding:
                supervisor.Step = RestartStep.AwaitingChildren;
                _childrenGone = _owner.StopChildren();
                EndResources();
                return true;

            case RestartStep.AwaitingChildren when _childrenGone && !HasOpenResources:
                RenewRoot();
                supervisor.ForgetChildren();
                supervisor.Step = RestartStep.BackingOff;
                _deadlines.Add(supervisor, supervisor.Backoff);
                _owner.OnRestarting(supervisor.Failure, supervisor.Backoff);
                TakeUpHolds();
                return true;

            case RestartStep.Due when !_isPaused && supervisor.Urgent.Count == 0:
                StartBodyAgain();
                return true;

            default:
                return false;
        }
    }

    private void StartBodyAgain()
    {
        _supervisor!.Restarts++;
        _phase = Phase.Running;
        RenewStopping();
        RenewResources();
        _bodyDone = _childrenGone = _exitDelivered = _warnedOfSwallowedExit = false;
        _outcome = default;
        StartBody();
    }

    private void GiveUpRestart(Outcome outcome)
    {
        _deadlines.Remove(_supervisor!);
        _childrenGone = false;
        _outcome = outcome;
        Drain();
    }

    /// <summary>The next attempt gets a frame of its own; what code of the last one still waits for ends now.</summary>
    private void RenewRoot()
    {
        var last = _root;
        _root = _top = new Frame(this, null);
        last.Retire();
        while (last.FirstWait is { } wait)
        {
            last.Remove(wait);
            Strand(wait);
        }

        EndSubscriptions();
        ExecutionContext.Restore(_root.Context);
    }

    /// <summary>Finds the frame for a wait of code that was left behind.</summary>
    /// <returns>False when its attempt has ended: then the wait throws.</returns>
    private bool TryAdopt(Wait wait)
    {
        var frame = wait.Frame;
        while (frame.Parent is { } parent) frame = parent;
        if (frame != _root)
        {
            Strand(wait);
            return false;
        }

        wait.MoveTo(_root);
        return true;
    }

    private void Strand(Wait wait)
    {
        wait.Settle(new WorkerExit("The body that this code belongs to has ended, and its worker started another."), timedOut: false);
        Post(static wait => ((Wait)wait!).Finish(((Wait)wait).Frame.Flow._deadlines), wait);
    }
}
