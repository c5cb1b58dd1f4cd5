namespace Actors;

/// <content>Restarts of its body (spec L11), and what its parent's policy does to it (spec C7).</content>
public sealed partial class Worker
{
    /// <summary>How often the body was started again by its <see cref="RestartPolicy"/>, in the current or last run (spec L11).</summary>
    /// <value>Zero or more.</value>
    public int Restarts => _flow?.Restarts ?? 0;

    /// <summary>Whether the body has ended and will be started again: <see cref="Status"/> tells when, and after what (spec L11).</summary>
    /// <value>The worker is <see cref="WorkerState.Running"/> or <see cref="WorkerState.Paused"/> meanwhile.</value>
    public bool IsRestarting => _flow is { IsRestarting: true };

    /// <summary>Stops the worker, awaits its end, and starts it with the argument of its last start; one that does not run is only
    /// started.</summary>
    /// <param name="cancellationToken">Ends the waiting: the worker still stops, and is not started.</param>
    /// <remarks>It is a new run, with an empty mailbox: what is queued goes to the listeners of the run that ends (spec L8). A
    /// <see cref="Stop"/> or <see cref="StopAsync"/> that comes meanwhile is the later word: the worker is not started.</remarks>
    /// <exception cref="OperationCanceledException">The token was cancelled, or the worker was told to stop meanwhile.</exception>
    /// <exception cref="InvalidOperationException">It was called in the worker's own flow, or its parent has ended.</exception>
    /// <exception cref="ObjectDisposedException">Its system has been stopped.</exception>
    public async Task RestartAsync(CancellationToken cancellationToken = default)
    {
        ThrowIfOwnFlow("RestartAsync would wait for itself. Let the body end, and give the worker a RestartPolicy with RestartMode.Always");

        var extras = Extras();
        var stops = extras.Stops;

        // Who asks in a flow starts it there too, and not wherever the end was told.
        if (_state != WorkerState.Created) await StopAndWait(cancellationToken).ConfigureAwait(WorkerFlow.InTurn is not null);
        if (extras.Stops == stops) Start(_flow?.Argument);
        if (extras.Stops == stops) return;

        // Told in between: whoever told it may have found it ended.
        TryStop();
        throw new OperationCanceledException(
            $"Worker '{Path}' was told to stop while RestartAsync waited for the end of its run: it is not started again.");
    }

    internal override bool IsAlive => IsRunning;

    /// <summary>As <see cref="Stop"/>, for parents and systems: one that is stopping already is left to its clean-up.</summary>
    internal override bool TryStop()
    {
        if (!TryBeginStop()) return false;
        TellToStop(_flow!);
        return true;
    }

    /// <summary>As <see cref="TryStop()"/>, for that run: not for one that has begun since.</summary>
    internal bool TryStop(WorkerFlow run)
    {
        // The lock of starts and ends: the run stays the current one until it is stopping.
        lock (_listeners)
        {
            if (_flow != run || !TryBeginStop()) return false;
        }

        TellToStop(run);
        return true;
    }

    internal override void StartAgain()
    {
        if (Dispatcher.Kind == DispatcherKind.CallingThread)
        {
            throw new InvalidOperationException(
                $"Worker '{Path}' cannot be started again by its parent: the thread that called RunOnCurrentThread has gone on.");
        }

        Start(_flow!.Argument);
    }

    void IFlowOwner.OnRestarting(Exception? failure, TimeSpan backoff)
    {
        lock (_listeners)
        {
            _listeners.RemoveNonPermanent();
            _children = null;
        }

        if (_options.LogFailures)
        {
            if (failure is not null) System.Logger.WorkerRestartsAfterFailure(Path, backoff, failure);
            else System.Logger.WorkerRestarts(Path, backoff);
        }

        Parent?.PostNotice(new Event(WorkerEvents.ChildRestart, failure, this, Direction.None));
    }

    private bool IsSupervising => _options.Supervision is not null;

    private Supervisor? NewSupervisor()
    {
        var (restart, supervision) = (_options.Restart, _options.Supervision);
        if (restart is null && supervision is null) return null;
        var failures = _options.LogFailures ? System.Logger : null;
        return new Supervisor(
            this,
            restart is null ? null : new Restarts(restart, System.TimeProvider, System.NextRandom),
            supervision is null ? null : new ChildSupervisor(this, supervision, System.TimeProvider, failures),
            failures);
    }

    private bool TryBeginStop()
    {
        while (true)
        {
            var state = _state;
            if (state is not (WorkerState.Running or WorkerState.Paused)) return false;
            if (TryMove(state, WorkerState.Stopping)) return true;
        }
    }

    private static void TellToStop(WorkerFlow run)
    {
        run.CancelStopping();
        Post(run, ControlKind.Stop);
    }

    /// <summary>Tells of a child: also while this worker awaits its children's ends.</summary>
    private void PostNotice(Event e) => _flow?.Post(new Delivery(e, Direction.None, ItemKind.Notice));
}
