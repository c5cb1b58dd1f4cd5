using Actors.Loops;

namespace Actors;

/// <summary>A callback that was handed to an <see cref="EventLoop"/> and can be taken back until it runs (spec T1).</summary>
public class Handle : MailboxItem, IFlowCode
{
    private readonly EventLoop _loop;

    /// <summary>The execution context in which it runs; null for the loop's own.</summary>
    private readonly ExecutionContext? _context;

    /// <summary>Null once it was taken, for running it or for never running it.</summary>
    private Action? _callback;

    private volatile bool _isCancelled;

    internal Handle(EventLoop loop, Action callback)
        : base(ItemKind.Callback)
    {
        _loop = loop;
        _callback = callback;
        _context = CallContext.Capture();
    }

    /// <summary>Whether it was taken back before it ran.</summary>
    public bool IsCancelled => _isCancelled;

    /// <summary>Takes it back: it will not run. Does nothing when it has run, or was taken back before. Any thread (transports 5).</summary>
    public virtual void Cancel()
    {
        if (Interlocked.Exchange(ref _callback, null) is not null) _isCancelled = true;
    }

    void IFlowCode.Invoke(WorkerFlow flow)
    {
        if (Interlocked.Exchange(ref _callback, null) is { } callback) CallContext.Call(flow, _context, callback);
    }
}
