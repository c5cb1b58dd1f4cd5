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
internal sealed class LaterCallback(Frame body, Delegate code) : RunDeadline, ITimedCallback
{
    private Delegate? _code = code;

    public bool IsPending => Volatile.Read(ref _code) is not null;

    public WorkerFlow Flow => body.Flow;

    /// <summary>Takes the code for running it; null when it was taken back, or belongs to a body that has ended.</summary>
    public Delegate? TakeCode(Frame current) => TakeCode() is { } taken && body == current ? taken : null;

    public bool Stop()
    {
        if (TakeCode() is null) return false;
        body.Flow.RemoveTimer(this);
        return true;
    }

    internal override object? Owner => body.Flow;

    protected override void Post() => body.Flow.Post(this);

    /// <summary>For running it or for never running it; only one of the two gets it.</summary>
    private Delegate? TakeCode() => Interlocked.Exchange(ref _code, null);
}

/// <summary>What a wait waits for has come, in mailbox order.</summary>
internal class WaitSignal(Wait? wait) : MailboxItem(ItemKind.Signal)
{
    private volatile Wait? _wait = wait;

    /// <summary>The wait; null once that has ended otherwise.</summary>
    public Wait? Wait => _wait;

    /// <summary>Whether somebody still wants it.</summary>
    public virtual bool IsAwaited => _wait is { IsPending: true };

    /// <summary>Nobody wants it any more: whoever still holds it holds nothing else. Any thread.</summary>
    public virtual void Forget() => _wait = null;

    /// <summary>Any thread.</summary>
    public virtual void Post() => _wait?.Frame.Flow.Post(this);
}

/// <summary>Library code that hears of a result where it is given.</summary>
internal sealed class ToldCall(Action code) : WaitSignal(null)
{
    private volatile Action? _code = code;

    public override bool IsAwaited => _code is not null;

    public override void Forget() => _code = null;

    public override void Post() => _code?.Invoke();
}
