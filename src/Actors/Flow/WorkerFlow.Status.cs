namespace Actors.Flow;

/// <content>What others may know of a run: its stop token, and what it waits for.</content>
internal sealed partial class WorkerFlow
{
    private CancellationTokenSource? _stopping;
    private volatile bool _stopRequested;

    /// <summary>Whether the body has been told to stop by <see cref="WorkerExit"/> and has not ended. Any thread.</summary>
    public bool HasDeliveredExit => _exitDelivered && _phase == Phase.Running;

    /// <summary>Whether the run was told to stop. Any thread.</summary>
    public bool IsStopRequested => _stopRequested;

    /// <summary>The run's stop token, made when somebody asks for it. Any thread.</summary>
    public CancellationToken Stopping
    {
        get
        {
            if (Volatile.Read(ref _stopping) is not { } stopping)
            {
                var made = new CancellationTokenSource();
                stopping = Interlocked.CompareExchange(ref _stopping, made, null) ?? made;

                // Whoever requests the stop sets the flag before it looks for the source.
                if (_stopRequested || IsClearing) Cancel(stopping);
            }

            return stopping.Token;
        }
    }

    /// <summary>Cancels the stop token. Any thread.</summary>
    public void CancelStopping()
    {
        if (_stopRequested) return;
        _stopRequested = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _stopping) is { } stopping) Cancel(stopping);
    }

    /// <summary>Cancels the token of this attempt; the worker is not told to stop.</summary>
    private void CancelAttempt()
    {
        if (Volatile.Read(ref _stopping) is { } stopping) Cancel(stopping);
    }

    /// <summary>The next attempt gets a token of its own. After the phase has changed, by which the getter knows the old one.</summary>
    private void RenewStopping()
    {
        if (Interlocked.Exchange(ref _stopping, null) is { } last) Cancel(last);
    }

    /// <summary>One piece of its code has held the loop for too long, and still does. Any thread.</summary>
    public void ReportSlow(TimeSpan time, string what) =>
        _owner.Logger.SlowCode(Path, TimeSpan.FromMilliseconds(Math.Round(time.TotalMilliseconds)), what, MailboxDepth);

    public bool IsStopping => _owner.IsStopping;

    public void OnTurnRefused(Exception error, TimeSpan delay) => _owner.Logger.TurnRefused(Path, delay, error);

    /// <summary>Whether its body has ended, and its children hold it. Any thread.</summary>
    public bool IsAwaitingChildren => _phase == Phase.AwaitingChildren;

    /// <summary>The waits for a worker's end without which this run cannot end. Any thread; a snapshot.</summary>
    /// <remarks>Of code that has several waits nobody knows whether it needs them all.</remarks>
    public IEnumerable<Wait> AwaitedEnds()
    {
        for (var frame = _top; frame is not null; frame = frame.Parent)
        {
            if (frame.FirstWait is { IsPending: true, NextInFrame: null, AwaitedEnd: not null } wait) yield return wait;
        }
    }

    /// <summary>What the innermost code waits for, and since when. Any thread; a snapshot that may be a moment old.</summary>
    public (string What, long? Since) Describe()
    {
        switch (_phase)
        {
            case Phase.New:
                return ("its first turn", null);
            case Phase.Restarting when _supervisor is { } supervisor:
                return (DescribeRestart(supervisor), null);
            case Phase.Draining:
                return ("its listeners, which handle what was queued", null);
            case Phase.AwaitingChildren:
                return (DescribeResources(), null);
            case Phase.Ended:
                return ("nothing: it has ended", null);
        }

        var frame = _top is HoldFrame { Parent: { } held } ? held : _top;
        if (frame.FirstWait is { } wait) return (_exitDelivered ? wait.Description + " though it had its WorkerExit" : wait.Description, wait.Since);

        // A turn that has handled nothing yet only sorts what has come, or calls the body for the first time.
        if (TurnPlace.All.FirstOrDefault(place => place.Flow == this && place.Item is not null) is { } place) return ($"the end of {place.Describe()}, which runs", null);
        if (_isOpen && frame == _root) return ("events (it has no body)", null);
        return (frame == _root
            ? "something outside its loop (a foreign await, or running code)"
            : $"its listener of '{(frame as ListenerFrame)?.Event?.Name ?? "Later"}', which awaits something outside its loop", null);
    }

    private string DescribeRestart(FlowSupervisor supervisor)
    {
        var when = supervisor.Step switch
        {
            RestartStep.Unwinding => "its listeners to end, before its restart",
            RestartStep.AwaitingChildren => "its children to end, before its restart",
            RestartStep.Due when _isPaused => "Resume, which restarts it,",
            RestartStep.Due => "its turn to restart",
            _ => FormattableString.Invariant($"its restart in {Remaining(supervisor).TotalSeconds:0.0} s"),
        };
        return supervisor.Failure is { } failure ? $"{when} after: {ErrorText.MessageOf(failure)}" : $"{when} after its body returned";
    }

    private TimeSpan Remaining(Deadline deadline)
    {
        var remaining = _deadlines.Time.GetElapsedTime(_deadlines.Time.GetTimestamp(), deadline.Due);
        return remaining > TimeSpan.Zero ? remaining : TimeSpan.Zero;
    }

    /// <summary>Cancels a token of the run's; what is registered there may fail. Any thread.</summary>
    public void Cancel(CancellationTokenSource stopping)
    {
        // What is registered there is foreign code, and must not find the context of a body: its continuations would run in this place.
        var context = Current;
        if (InTurn is { } turn) SetSynchronizationContext(turn.Beside);
        try
        {
            stopping.Cancel();
        }
        catch (AggregateException error)
        {
            Diagnostics.Log.StoppingCallbackFailed(_owner.Logger, Path, error);
        }
        finally
        {
            SetSynchronizationContext(context);
        }
    }
}
