using System.Diagnostics.CodeAnalysis;
using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using Actors.Loops;

namespace Actors;

/// <summary>A result to come, bound to an <see cref="EventLoop"/> (spec T1): what <see cref="Future{T}"/>, <see cref="LoopTask"/> and
/// <see cref="LoopTask{T}"/> have in common.</summary>
/// <remarks>
/// <para>Any thread may call its members. Its done callbacks run in its loop, in order of registration, never inline (transports 15).</para>
/// <para>In a worker, <c>await</c> of it is a wait point of that worker: code goes on in its own loop, in order of awaiting
/// (transports 16), and a <see cref="WorkerExit"/> ends the wait and leaves the future alone. Outside every worker it is awaited like a
/// task.</para>
/// </remarks>
public abstract class Future
{
    private readonly Lock _gate = new();

    /// <summary>Done callbacks and waits, in order of registration. Under the lock.</summary>
    private List<MailboxItem>? _waiting;

    /// <summary>How many may be waiting until those are dropped whose wait has ended otherwise.</summary>
    private int _untilSweep = 16;

    /// <summary>Those who waited are being told: whoever comes now stands behind them. Under the lock.</summary>
    private bool _isTelling;

    private int _state;
    private ExceptionDispatchInfo? _error;

    /// <summary>Reports the exception when nobody has looked at it.</summary>
    private UnseenError? _unseen;

    private protected Future(EventLoop loop) => Loop = loop;

    /// <summary>The loop that it belongs to.</summary>
    public EventLoop Loop { get; }

    /// <summary>Whether it has a result or an exception, or was cancelled.</summary>
    public bool IsDone => State >= Done;

    /// <summary>Whether it was cancelled.</summary>
    public bool IsCancelled => State == Cancelled;

    private protected const int Claimed = 1;
    private protected const int Done = 2;
    private protected const int Failed = 3;
    private protected const int Cancelled = 4;

    /// <summary>0 while nothing has come.</summary>
    private protected int State => Volatile.Read(ref _state);

    /// <summary>What it failed with; null when it has a result. Never blocks.</summary>
    /// <exception cref="InvalidStateException">It is not done.</exception>
    /// <exception cref="OperationCanceledException">It was cancelled.</exception>
    public Exception? Exception()
    {
        ThrowIfPending();
        if (State == Cancelled) _error!.Throw();
        Seen();
        return _error?.SourceException;
    }

    /// <summary>Cancels it, unless it is done: whoever awaits it gets an <see cref="OperationCanceledException"/> (transports 14).</summary>
    /// <param name="message">What that exception says.</param>
    /// <returns>True when this call cancelled it. Of a task: whether it was told, as it may catch the exception (transports 17).</returns>
    public virtual bool Cancel(string? message = null)
    {
        if (!TryClaim()) return false;
        Settle(Cancelled, new OperationCanceledException(message ?? $"{this} was cancelled."));
        return true;
    }

    /// <summary>It as a task, for code outside every worker.</summary>
    /// <returns>A task with the same end; whoever has it has seen the exception.</returns>
    public Task AsTask() => MakeTask();

    /// <summary>Awaits it; see the remarks of <see cref="Future"/>.</summary>
    /// <exception cref="InvalidOperationException">It was awaited in a synchronous callback or listener, which cannot wait (spec F7), or
    /// a task awaits itself.</exception>
    [SuppressMessage("Reliability", "CA2012", Justification = "The awaiter is what is asked for.")]
    public ValueTaskAwaiter GetAwaiter()
    {
        if (FrameToWait() is not { } frame) return new ValueTask(AsTask()).GetAwaiter();
        return IsMet(frame) ? Outcome().GetAwaiter() : new FutureWait(this).Start(frame).GetAwaiter();
    }

    /// <summary>Throws what it failed with, or that it was cancelled.</summary>
    internal void ThrowIfFailed()
    {
        Seen();
        _error?.Throw();
    }

    /// <summary>Tells it, in order with its done callbacks, when this is done; at once when it is.</summary>
    internal void Add(MailboxItem waiting)
    {
        lock (_gate)
        {
            if (!IsDone || _isTelling)
            {
                if (_waiting is { } list && list.Count >= _untilSweep) Sweep(list);
                (_waiting ??= []).Add(waiting);
                return;
            }
        }

        Tell(waiting);
    }

    /// <summary>Removes the done callbacks of this code.</summary>
    /// <returns>How many there were.</returns>
    private protected int Remove(Delegate callback)
    {
        lock (_gate) return _waiting?.RemoveAll(item => item is Handle handle && callback.Equals(handle.Callback)) ?? 0;
    }

    /// <summary>Whoever gets true, and nobody else, settles it.</summary>
    private protected bool TryClaim() => Interlocked.CompareExchange(ref _state, Claimed, 0) == 0;

    /// <summary>It is done from now on, and all who wait are told.</summary>
    private protected void Settle(int state, Exception? error)
    {
        if (error is not null) _error = ExceptionDispatchInfo.Capture(error);
        if (state == Failed) _unseen = new UnseenError(() => ReportUnseen(error!));
        lock (_gate)
        {
            Volatile.Write(ref _state, state);
            _isTelling = true;
        }

        while (true)
        {
            List<MailboxItem>? waiting;
            lock (_gate)
            {
                (waiting, _waiting) = (_waiting, null);
                _isTelling = waiting is not null;
            }

            if (waiting is null) return;
            foreach (var item in waiting) Tell(item);
        }
    }

    private protected Frame? FrameToWait()
    {
        var frame = Waits.FrameOf("Awaiting a future");
        if (frame is TaskCoroutine coroutine && coroutine.Future == this) throw new InvalidOperationException($"{this} awaits itself, for ever.");
        return frame;
    }

    /// <summary>Whether the code may go on at once, as with other waits.</summary>
    private protected bool IsMet(Frame frame)
    {
        if (!IsDone || !Waits.MayGoOn(frame)) return false;
        lock (_gate) return !_isTelling;
    }

    private protected void ThrowIfPending()
    {
        if (!IsDone) throw new InvalidStateException($"{this} has no result yet. Await it, or add a done callback.");
    }

    private protected InvalidStateException IsDoneAlready() => new($"{this} has a result, or was cancelled: it cannot be given another.");

    private protected abstract Task MakeTask();

    private void ReportUnseen(Exception error)
    {
        if (!Loop.Worker.System.Engine.HearsOfGarbage) return;
        Loop.CallExceptionHandler(new LoopError
        {
            Message = $"{this} of worker '{Loop.Worker.Path}' failed, and nobody looked at its exception: await it, or ask for Exception().",
            Exception = error,
            Future = this,
        });
    }

    /// <summary>The exception is somebody's now.</summary>
    private void Seen()
    {
        if (_unseen is { } unseen) unseen.Seen();
    }

    private ValueTask Outcome()
    {
        Seen();
        return _error is { } error ? ValueTask.FromException(error.SourceException) : ValueTask.CompletedTask;
    }

    private void Tell(MailboxItem waiting)
    {
        // A loop whose run has ended calls nothing back.
        if (waiting is WaitSignal signal) signal.Post();
        else if (Loop.Worker.Flow is { } flow) Loop.TryPost((Handle)waiting, flow);
    }

    private void Sweep(List<MailboxItem> waiting)
    {
        waiting.RemoveAll(static item => item is WaitSignal { IsAwaited: false } and not ToldCall);
        _untilSweep = Math.Max(16, waiting.Count * 2);
    }
}
