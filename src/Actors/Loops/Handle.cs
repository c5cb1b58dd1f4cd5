using Actors.Loops;

namespace Actors;

/// <summary>A callback that was handed to an <see cref="EventLoop"/>, and can be taken back until it runs (spec T1).</summary>
public abstract class Handle : MailboxItem, IFlowCode
{
    /// <summary>The execution context in which it runs; null for the loop's own.</summary>
    private readonly ExecutionContext? _context;

    /// <summary>Null once it was taken, for running it or for never running it.</summary>
    private Delegate? _callback;

    private volatile bool _isCancelled;

    internal Handle(EventLoop loop, Delegate callback, ItemKind kind)
        : base(kind)
    {
        Loop = loop;
        _callback = callback;
        _context = CallContext.Capture();
    }

    /// <summary>The loop that runs it.</summary>
    public EventLoop Loop { get; }

    /// <summary>Whether it was taken back before it ran.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>In which of its loop's iterations it may run; written when it is posted.</summary>
    internal int Iteration { get; set; }

    /// <summary>What it runs; null once that was taken.</summary>
    internal Delegate? Callback => Volatile.Read(ref _callback);

    /// <summary>Takes it back: it will not run. Does nothing when it has begun, or was taken back before (transports 5). Any thread.</summary>
    public void Cancel()
    {
        if (Interlocked.Exchange(ref _callback, null) is null) return;
        _isCancelled = true;
        OnCancelled();
    }

    /// <inheritdoc/>
    public override string ToString() => $"{GetType().Name} of {Loop}{(IsCancelled ? ", cancelled" : "")}";

    void IFlowCode.Invoke(WorkerFlow flow)
    {
        if (Loop.MayRun(this, flow)) Choose(flow)?.Run(flow);
    }

    /// <summary>Which handle is to run when it is this one's turn.</summary>
    private protected virtual Handle? Choose(WorkerFlow flow) => this;

    private protected virtual void OnCancelled()
    {
    }

    /// <summary>Calls what was taken.</summary>
    private protected abstract void Call(Delegate callback);

    private void Run(WorkerFlow flow)
    {
        if (_callback is null) return;
        if (_context is null) flow.CallSynchronously(static handle => handle.RunHere(), this);
        else flow.CallSynchronously(static handle => ExecutionContext.Run(handle._context!, RunInContext, handle), this);
    }

    private static readonly ContextCallback RunInContext = static handle =>
    {
        CallContext.Enter();
        ((Handle)handle!).RunHere();
    };

    /// <summary>Whether it only unwinds because of a stop: that is the flow's, as with listeners.</summary>
    private bool IsLeaving(Exception error) =>
        error is WorkerExit || (error is OperationCanceledException && Loop.Worker.State >= WorkerState.Stopping);

    private void RunHere()
    {
        if (Interlocked.Exchange(ref _callback, null) is not { } callback) return;
        try
        {
            Call(callback);
        }
        catch (Exception error) when (!IsLeaving(error))
        {
            Loop.Report(new LoopError { Message = $"A callback of worker '{Loop.Worker.Path}' threw.", Exception = error, Handle = this });
        }
    }
}
