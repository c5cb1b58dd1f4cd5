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
                if (_stopRequested) Cancel(stopping);
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

    /// <summary>What the innermost code waits for, and since when. Any thread; a snapshot that may be a moment old.</summary>
    public (string What, long? Since) Describe()
    {
        switch (_phase)
        {
            case Phase.New:
                return ("its first turn", null);
            case Phase.Draining:
                return ("its listeners, which handle what was queued", null);
            case Phase.AwaitingChildren:
                return ("its children to end", null);
            case Phase.Ended:
                return ("nothing: it has ended", null);
        }

        var frame = _top;
        if (frame.FirstWait is { } wait) return (wait.Description, wait.Since);
        if (_isOpen && frame == _root) return ("events (it has no body)", null);
        return (frame == _root
            ? "something outside its loop (a foreign await, or running code)"
            : $"its listener of '{(frame as ListenerFrame)?.Event?.Name ?? "Later"}', which awaits something outside its loop", null);
    }

    private void Cancel(CancellationTokenSource stopping)
    {
        try
        {
            stopping.Cancel();
        }
        catch (AggregateException error)
        {
            Diagnostics.Log.StoppingCallbackFailed(_logger, Path, error);
        }
    }
}
