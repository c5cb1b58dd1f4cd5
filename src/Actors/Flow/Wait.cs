using System.Runtime.ExceptionServices;
using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>One wait of a frame: what the body awaits, and its deadline.</summary>
/// <remarks>
/// It becomes active when it is awaited, not when it is made: until then the flow is not at a wait point. Its status is changed in
/// turns only, and the awaiting code always goes on inside a turn of its flow, so that it needs neither lock nor interlocked
/// operation. It stands right below object, and what only some waits need stands elsewhere: each <c>await</c> asks several times whether
/// it is a task, which takes a step for each class above.
/// </remarks>
internal abstract class Wait
{
    private Action<object?>? _continuation;
    private object? _state;
    private ExecutionContext? _flowing;
    private Exception? _error;
    private WaitStatus _status;
    private long _since;

    /// <summary>Made for the first wait with a timeout, and kept for the next one.</summary>
    private WaitDeadline? _deadline;

    protected Wait(bool takesEvents = false) => TakesEvents = takesEvents;

    /// <summary>Whether an event can end it, by <see cref="TryAccept"/>.</summary>
    public bool TakesEvents { get; }

    public Frame Frame { get; private set; } = null!;

    public Wait? NextInFrame { get; set; }

    public bool IsPending => _status == WaitStatus.Pending;

    public bool IsSettled => _status == WaitStatus.Settled;

    /// <summary>How long it may take; infinite when there is no deadline.</summary>
    public TimeSpan Timeout { get; private set; }

    /// <summary>The tick count of the moment it was awaited, or of up to a second and a quarter before: real time, whatever the system's
    /// clock says.</summary>
    public long Since => _since;

    /// <summary>Which value task may ask for the result; a later use of the object has another.</summary>
    public short Version { get; private set; }

    /// <summary>Whether the time ran out first.</summary>
    protected bool TimedOut { get; private set; }

    /// <summary>Whether it may be handed out.</summary>
    protected bool IsFree => _status == WaitStatus.Free;

    /// <summary>Whether accepting runs user code.</summary>
    public virtual bool HasCondition => false;

    /// <summary>What it waits for, for people.</summary>
    public abstract string Description { get; }

    /// <summary>Whether it can end only by an event, so that it never ends once the mailbox is closed.</summary>
    public abstract bool NeedsEvents { get; }

    /// <summary>The task from outside that it waits for; null when it waits for something that the library itself brings about.</summary>
    public virtual Task? Outside => null;

    /// <summary>The worker for whose end it waits, without a deadline; null for other waits.</summary>
    public virtual IFlowOwner? AwaitedEnd => null;

    /// <summary>Whether it was said that it waits for what waits for it. Under the lock of those who look.</summary>
    public bool IsInKnownRing { get; set; }

    /// <summary>Offers an event; true when it ends this wait (spec E7).</summary>
    public virtual bool TryAccept(Event e) => false;

    public ValueTaskSourceStatus GetStatus(short token)
    {
        Check(token);
        if (_status != WaitStatus.Finished) return ValueTaskSourceStatus.Pending;
        if (_error is null) return ValueTaskSourceStatus.Succeeded;
        return _error is OperationCanceledException ? ValueTaskSourceStatus.Canceled : ValueTaskSourceStatus.Faulted;
    }

    public void OnCompleted(Action<object?> continuation, object? state, short token, ValueTaskSourceOnCompletedFlags flags)
    {
        Check(token);
        if (_status != WaitStatus.Made) throw new InvalidOperationException("A wait can be awaited once.");
        if ((flags & ValueTaskSourceOnCompletedFlags.FlowExecutionContext) != 0) _flowing = ExecutionContext.Capture();

        // A loop awaits from the same place again and again: what stands there already is not written again.
        if (_state != state) _state = state;
        if (_continuation != continuation) _continuation = continuation;
        _status = WaitStatus.Pending;
        Frame.Flow.Begin(this);
    }

    /// <summary>Prepares it for its next use.</summary>
    protected void Prepare(Frame frame, TimeSpan timeout)
    {
        if (Frame != frame) Frame = frame;
        Timeout = timeout;
        _status = WaitStatus.Made;
    }

    public void MoveTo(Frame frame) => Frame = frame;

    /// <summary>Makes it active: the frame is at a wait point now. In a turn.</summary>
    public void Activate(DeadlineQueue deadlines)
    {
        _since = TurnWatch.Ticks;
        Frame.Add(this);
        if (Timeout != System.Threading.Timeout.InfiniteTimeSpan) deadlines.Add(_deadline ??= new WaitDeadline(this), Timeout);
        OnActivated();
    }

    /// <summary>Decides how it ended; the flow says when it goes on.</summary>
    public void Settle(Exception? error, bool timedOut)
    {
        _status = WaitStatus.Settled;
        _error = error;
        TimedOut = timedOut;
    }

    /// <summary>Goes on with the awaiting code, here and now. In a turn.</summary>
    public void Finish(DeadlineQueue deadlines)
    {
        Frame.Remove(this);
        EndDeadline(deadlines);
        if (!TakesEvents) OnEnded();
        _status = WaitStatus.Finished;

        if (_flowing is null) _continuation!(_state);
        else FinishFlowing(_flowing, _continuation!, _state);
    }

    /// <summary>Ends it outside every turn: its run has ended.</summary>
    public void Abandon(Exception error, DeadlineQueue deadlines)
    {
        EndDeadline(deadlines);
        OnEnded();
        _status = WaitStatus.Finished;
        _error = error;
        var (continuation, state) = (_continuation!, _state);
        ThreadPool.QueueUserWorkItem(continuation, state, preferLocal: false);
    }

    protected virtual void OnActivated()
    {
    }

    /// <summary>It has ended, however: what could still tell it of something is taken off.</summary>
    protected virtual void OnEnded()
    {
    }

    /// <summary>Takes the result, and hands the object back for the next wait.</summary>
    protected void TakeResult(short token)
    {
        Check(token);
        if (_status != WaitStatus.Finished) throw new InvalidOperationException("The wait has not ended: await it.");
        if (_error is { } error) ExceptionDispatchInfo.Throw(error);
    }

    /// <summary>Ready for another use.</summary>
    /// <returns>False out of the flow's turn: it is left to the collector.</returns>
    protected bool TryReset()
    {
        if (!Frame.Flow.IsInTurn) return false;
        Version++;
        _status = WaitStatus.Free;
        _error = null;
        _flowing = null;
        TimedOut = false;
        return true;
    }

    /// <summary>A deadline that has fired, and was not what ended the wait, is about to come by the mailbox: it is for nobody then.</summary>
    private void EndDeadline(DeadlineQueue deadlines)
    {
        if (Timeout == System.Threading.Timeout.InfiniteTimeSpan || _deadline is not { } deadline) return;
        if (deadlines.Remove(deadline) || TimedOut) return;
        deadline.IsStale = true;
        _deadline = null;
    }

    private static void FinishFlowing(ExecutionContext context, Action<object?> continuation, object? state) =>
        ExecutionContext.Run(context, static call => ((Action)call!)(), (Action)(() => continuation(state)));

    private void Check(short token)
    {
        if (token != Version) throw new InvalidOperationException("A wait can be awaited once.");
    }

    private enum WaitStatus : byte
    {
        /// <summary>New, or given back after its last use.</summary>
        Free,

        /// <summary>Handed out, and not awaited yet.</summary>
        Made,

        /// <summary>Awaited, and nothing has come.</summary>
        Pending,

        /// <summary>Its end is decided; the flow is paused, or an inner frame runs.</summary>
        Settled,

        /// <summary>The awaiting code went on.</summary>
        Finished,
    }
}
