namespace Actors.Flow;

/// <summary>Library code that goes on in the flow, also between the body's wait points.</summary>
internal sealed class Resumption(SendOrPostCallback action, object? state) : MailboxItem(ItemKind.Resumption)
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
internal sealed class LaterCallback(WorkerFlow flow, Delegate code) : Deadline(ItemKind.Callback), ITimedCallback
{
    private Delegate? _code = code;

    public bool IsPending => Volatile.Read(ref _code) is not null;

    /// <summary>Takes the code, for running it or for never running it; only one of the two gets it.</summary>
    public Delegate? TakeCode() => Interlocked.Exchange(ref _code, null);

    public bool Stop()
    {
        if (TakeCode() is null) return false;
        flow.Forget(this);
        return true;
    }

    internal override void Fire() => flow.Post(this);
}

/// <summary>What a wait waits for has come, in mailbox order.</summary>
internal sealed class WaitSignal(Wait wait) : MailboxItem(ItemKind.Signal)
{
    public Wait Wait => wait;
}

/// <summary>Items in order, linked by their own nodes. Belongs to the flow's turn.</summary>
internal struct ItemQueue
{
    private MailboxItem? _first;
    private MailboxItem? _last;

    public readonly bool IsEmpty => _first is null;

    public void Enqueue(MailboxItem item)
    {
        item.Next = null;
        if (_first is null) _first = item;
        else _last!.Next = item;
        _last = item;
    }

    /// <summary>Adds a chain, to a queue that takes nothing but chains. Such a queue is empty at most calls.</summary>
    public void Append(MailboxItem chain)
    {
        if (_first is null)
        {
            _first = chain;
            return;
        }

        var last = _first;
        while (last.Next is { } next) last = next;
        last.Next = chain;
    }

    public MailboxItem? Dequeue()
    {
        var item = _first;
        if (item is null) return null;
        _first = item.Next;
        item.Next = null;
        return item;
    }
}
