namespace Actors.Flow;

/// <summary>Library code that goes on in the flow, also between the body's wait points.</summary>
internal class Resumption(SendOrPostCallback action, object? state) : MailboxItem(ItemKind.Resumption)
{
    public void Invoke() => action(state);

    /// <summary>Runs it on the thread pool: its flow has ended, and whoever awaits must still get on.</summary>
    public void InvokeOutside() => ThreadPool.UnsafeQueueUserWorkItem(static item => item.Invoke(), this, preferLocal: false);
}

/// <summary>User code that was handed to the flow, in mailbox order (spec W3).</summary>
internal sealed class Callback(Delegate code) : MailboxItem(ItemKind.Callback)
{
    public Delegate Code => code;
}

/// <summary>User code that falls due later, and can be taken back until it runs (spec W3).</summary>
internal sealed class LaterCallback(Frame body, Delegate code) : Deadline(ItemKind.Callback), ITimedCallback
{
    private Delegate? _code = code;

    public bool IsPending => Volatile.Read(ref _code) is not null;

    public WorkerFlow Flow => body.Flow;

    /// <summary>Takes the code for running it; null when it was taken back, or belongs to a body that has ended.</summary>
    public Delegate? TakeCode(Frame current) => TakeCode() is { } taken && body == current ? taken : null;

    public bool Stop()
    {
        if (TakeCode() is null) return false;
        body.Flow.Forget(this);
        return true;
    }

    internal override object? Owner => body.Flow;

    internal override void Fire() => body.Flow.Post(this);

    /// <summary>For running it or for never running it; only one of the two gets it.</summary>
    private Delegate? TakeCode() => Interlocked.Exchange(ref _code, null);
}

/// <summary>What a wait waits for has come, in mailbox order.</summary>
internal class WaitSignal(Wait wait) : MailboxItem(ItemKind.Signal)
{
    public Wait Wait => wait;

    /// <summary>Whether somebody still wants it.</summary>
    public virtual bool IsAwaited => wait.IsPending;

    /// <summary>Any thread.</summary>
    public virtual void Post() => wait.Frame.Flow.Post(this);
}

/// <summary>Library code that hears of a result where it is given.</summary>
internal sealed class ToldCall(Action code) : WaitSignal(null!)
{
    public override bool IsAwaited => true;

    public override void Post() => code();
}
