namespace Actors.Flow;

/// <summary>An asynchronous function that runs in a flow beside its body (spec J1).</summary>
/// <remarks>
/// A frame of its own, beside the stack of frames and not on it: what the body or a listener waits for does not keep it back, and it keeps
/// nobody back. Its waits are the library's waits like everybody's; they end in mailbox order, at the flow's wait points. It stands still
/// with its worker's pause. Members that do not say otherwise belong to the flow's turn.
/// </remarks>
internal abstract class Coroutine : Frame, IRunResource
{
    private static readonly Task Canceled = Task.FromCanceled(new CancellationToken(canceled: true));

    private readonly StepCall _step;

    private Task? _task;

    /// <summary>What its current wait and the next ones are to throw, oldest first; null when there is nothing. Under the lock of the
    /// step; looked at by any thread.</summary>
    private Queue<Exception>? _interruptions;

    /// <summary>Whether a step is on its way. Any thread.</summary>
    private int _isStepPosted;

    /// <summary>Whether it has been told to leave: what it does since is its clean-up, which no pause holds up. Written by any thread.</summary>
    private volatile bool _isLeaving;

    private volatile bool _isPaused;

    /// <summary>Whether it is being told to leave, and what says so is still to come. Written by any thread.</summary>
    private volatile bool _isToBeTold;

    /// <summary>Whether an interruption has been taken, and its code has not gone on with it.</summary>
    private bool _isThrowing;

    protected Coroutine(WorkerFlow flow)
        : base(flow, flow.Root) => _step = new StepCall(this);

    public abstract string Description { get; }

    /// <summary>Whether its code has been called. Any thread; a snapshot.</summary>
    public bool HasBegun => _task is not null;

    /// <summary>Whether it stands still at its current or next wait, on its own. Any thread.</summary>
    public bool IsPaused => _isPaused;

    /// <summary>Whether it is among those to whom events are offered.</summary>
    public bool IsOffered { get; set; }

    /// <summary>Whether it is among those whose awaits are looked at. In turns.</summary>
    public bool IsWatched { get; set; }

    /// <summary>Whether its code is between two waits of the library's, and awaits something else.</summary>
    public bool AwaitsOutside => _task is { IsCompleted: false } && FirstWait is null;

    /// <summary>Whether its next wait is to be one, also when what it waits for has come already.</summary>
    public bool MustWait => IsHeldBack || Volatile.Read(ref _interruptions) is not null;

    private bool IsHeldBack => _isToBeTold || (!_isLeaving && (_isPaused || Flow.IsPausedByItsWorker));

    /// <summary>Begins it, behind what is queued. Any thread.</summary>
    /// <returns>False when the run is ending.</returns>
    public bool TryStart()
    {
        if (!Flow.TryOpen(this)) return false;
        OnOpened();
        PostFirstStep();
        return true;
    }

    /// <summary>Makes it stand still at its current or next wait, or lets it go on. Any thread.</summary>
    public void SetPaused(bool isPaused)
    {
        _isPaused = isPaused;
        if (!isPaused) PostStep();
    }

    /// <summary>Has it pass no wait until <see cref="Interrupt"/> tells it to leave. Any thread.</summary>
    /// <remarks>For what is done before that and may let it go on: its next wait is the one that throws.</remarks>
    public void BeginInterrupt() => _isToBeTold = true;

    /// <summary>Throws into it, at its current wait or else at its next one; before its first step it never runs. Any thread.</summary>
    /// <remarks>Several are thrown one after the other, but for cancellations: one that has not been delivered stands for the next.</remarks>
    public void Interrupt(Exception error)
    {
        lock (_step)
        {
            var isToLeave = IsToLeave(error);
            if (!isToLeave || !_isLeaving || _interruptions?.Any(IsToLeave) != true) (_interruptions ??= new Queue<Exception>()).Enqueue(error);
            _isLeaving |= isToLeave;
            if (isToLeave) _isToBeTold = false;
        }

        PostStep();
    }

    /// <inheritdoc/>
    public virtual void OnBodyEnded() => Interrupt(new WorkerExit());

    /// <summary>Has it look at what is ready. Any thread.</summary>
    public void PostStep()
    {
        if (Interlocked.Exchange(ref _isStepPosted, 1) == 0) Flow.Post(_step);
    }

    /// <summary>Its wait is met: whether its code may go on at once.</summary>
    public bool MayGoOnNow() => !MustWait;

    /// <summary>Whether its wait is to throw, and what: not while it is held back, nor on top of another one.</summary>
    public bool TryTakeInterruption(out Exception error)
    {
        error = null!;
        if (Volatile.Read(ref _interruptions) is null || IsHeldBack || _isThrowing) return false;
        _isThrowing = true;
        lock (_step)
        {
            error = _interruptions!.Dequeue();
            if (_interruptions.Count == 0) _interruptions = null;
        }

        return true;
    }

    /// <summary>The run has it; its first step is not on its way yet. Any thread.</summary>
    protected virtual void OnOpened()
    {
    }

    /// <summary>Calls its code.</summary>
    protected abstract Task Invoke();

    /// <summary>Its code has ended. No user code may run in here.</summary>
    protected abstract void OnEnded(Task task);

    /// <summary>It was interrupted; what ends it is not held up by a pause any more.</summary>
    protected virtual bool IsToLeave(Exception interruption) => interruption is OperationCanceledException;

    /// <summary>It was started: has it begin in its turn. Any thread.</summary>
    protected virtual void PostFirstStep() => PostStep();

    /// <summary>Begins it, or goes on with what is ready.</summary>
    protected void Step()
    {
        if (IsDone || IsHeldBack) return;
        if (_task is null)
        {
            if (!TryTakeInterruption(out var before)) Begin();
            else End(before is OperationCanceledException ? Canceled : Task.FromException(before));
            return;
        }

        // Without a wait, the next one throws it.
        if (FirstWait is not null && TryTakeInterruption(out var error))
        {
            for (var wait = FirstWait; wait is not null; wait = wait.NextInFrame) wait.Settle(error, timedOut: false);
        }

        while (!IsHeldBack && FirstSettled() is { } settled)
        {
            _isThrowing = false;
            Flow.GoOnBehind(settled);
        }
    }

    private Wait? FirstSettled()
    {
        for (var wait = FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (wait.IsSettled) return wait;
        }

        return null;
    }

    private void Begin()
    {
        var task = Flow.CallBeside(this, Invoke);
        _task = task;
        if (task.IsCompleted) End(task);
        else Flow.AtEndOf(task, () => Flow.Continue(static state => ((Coroutine)state!).End(((Coroutine)state)._task!), this));
    }

    private void End(Task task)
    {
        _task = task;
        IsDone = true;
        Flow.Inherit(this);
        OnEnded(task);
        Flow.Closed(this);
    }

    private sealed class StepCall(Coroutine coroutine) : FlowCall
    {
        public override void Invoke(WorkerFlow flow)
        {
            // A full fence: what is looked at below must not have been read before whoever changes it sees that no step is on its way.
            Interlocked.Exchange(ref coroutine._isStepPosted, 0);
            coroutine.Step();
        }
    }
}
