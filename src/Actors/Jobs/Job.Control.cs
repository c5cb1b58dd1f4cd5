namespace Actors;

/// <content>Pause, resume, cancel, throw (spec J3). Any thread.</content>
public abstract partial class Job
{
    private CancellationTokenSource? _cancelling;
    private volatile bool _isCancelling;

    /// <summary>Whether it was cancelled, or its worker is ending: it leaves, unless its code catches that and returns.</summary>
    public bool IsCancelling => _isCancelling;

    /// <summary>Cancelled as soon as the job is, or its worker ends: for what its code awaits outside this library.</summary>
    public CancellationToken Cancelling
    {
        get
        {
            if (Volatile.Read(ref _cancelling) is not { } cancelling)
            {
                var made = new CancellationTokenSource();
                cancelling = Interlocked.CompareExchange(ref _cancelling, made, null) ?? made;

                // Whoever cancels sets the flag before it looks for the source.
                if (_isCancelling) _coroutine.Flow.Cancel(cancelling);
            }

            return cancelling.Token;
        }
    }

    /// <summary>Makes it stand still at its current or next wait. What comes for it meanwhile is kept for it.</summary>
    /// <returns>False when it changed nothing: it is paused, or has ended.</returns>
    public virtual bool Pause() => SetPaused(true);

    /// <summary>Lets it go on. A deadline that passed meanwhile is due at once.</summary>
    /// <returns>False when it changed nothing: it is not paused, or has ended.</returns>
    public virtual bool Resume() => SetPaused(false);

    /// <summary>Cancels it: its current or next wait throws <see cref="OperationCanceledException"/>, also while it is paused; before its
    /// first step it never runs.</summary>
    /// <returns>False when it changed nothing: it was cancelled before, or has ended.</returns>
    /// <remarks>It is thrown once, so that <c>finally</c> blocks may wait. Code that catches it may go on and return a result; what such code
    /// is to hear further is for <see cref="Throw"/>. <see cref="Cancelling"/> is cancelled first, on the calling thread; until what is
    /// registered there has returned, the job passes no wait.</remarks>
    public bool Cancel()
    {
        if (!TryBeginCancel()) return false;
        _coroutine.Interrupt(new OperationCanceledException($"Job '{Path}' was cancelled.", Cancelling));
        return true;
    }

    /// <summary>Throws an exception into its code: at its current wait, or else at its next one. A paused job gets it when it goes on; a job
    /// that has not begun ends by it.</summary>
    /// <param name="error">What the wait throws. An <see cref="OperationCanceledException"/> cancels the job, as <see cref="Cancel"/> does; it
    /// is thrown also into a job that was cancelled before.</param>
    /// <returns>False when the job has ended: nobody gets it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="error"/> is null.</exception>
    public bool Throw(Exception error)
    {
        ArgumentNullException.ThrowIfNull(error);
        if (HasEnded) return false;
        if (error is OperationCanceledException) TryBeginCancel();
        _coroutine.Interrupt(error);
        return true;
    }

    /// <summary>The body has ended. A job that was cancelled before is left to its clean-up. In a turn.</summary>
    internal void OnWorkerEnds()
    {
        if (TryBeginCancel()) _coroutine.Interrupt(new WorkerExit());
    }

    private bool SetPaused(bool isPaused)
    {
        // One after the other: the events about it come in the order of what it does.
        lock (_coroutine)
        {
            if (HasEnded || _coroutine.IsPaused == isPaused) return false;
            _coroutine.SetPaused(isPaused);
            Tell(isPaused ? JobEvents.Pause : JobEvents.Resume);
            return true;
        }
    }

    /// <summary>Cancels its token. Its caller interrupts it next.</summary>
    private bool TryBeginCancel()
    {
        lock (_coroutine)
        {
            if (HasEnded || _isCancelling) return false;
            _isCancelling = true;
            _coroutine.BeginInterrupt();
        }

        // Outside the lock: foreign code runs here, and what it lets go on comes no further than to its next wait.
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _cancelling) is { } cancelling) _coroutine.Flow.Cancel(cancelling);
        return true;
    }

    /// <summary>A token for the exception that says so; none when the job left by itself.</summary>
    private CancellationToken CancelledToken() => _isCancelling ? Cancelling : default;
}
