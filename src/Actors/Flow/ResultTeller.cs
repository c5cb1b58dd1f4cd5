namespace Actors.Flow;

/// <summary>Tells waiting flows that a result has come.</summary>
/// <remarks>Each gets its signal in its mailbox, from the thread that gives the result. A continuation of the task would come by way of
/// the thread pool, where nobody who watches the mailboxes sees it on its way. Any thread may call.</remarks>
internal abstract class ResultTeller(object owner)
{
    /// <summary>Stands for "told".</summary>
    private static readonly WaitSignal Told = new(null);

    /// <summary>Who waits, the youngest first, linked by their own fields; <see cref="Told"/> for good after that.</summary>
    private MailboxItem? _waiting;

    /// <summary>How many may still come until those are dropped whose wait has timed out: a loop of such waits must not grow the list.
    /// Threads may miscount it: it only says when.</summary>
    private int _untilSweep = 16;

    /// <summary>Whose result it is, for people.</summary>
    public string Description => owner is IEventTarget target ? target.Path : owner.ToString()!;

    /// <summary>The worker whose end it is; null for other results.</summary>
    public IFlowOwner? Worker => owner as IFlowOwner;

    /// <summary>Whether all who waited have their signals.</summary>
    public bool IsTold => Volatile.Read(ref _waiting) == Told;

    /// <summary>Posts the signal when the result has come; at once when it has.</summary>
    public void Add(WaitSignal signal)
    {
        if (--_untilSweep < 0) Sweep();
        Push(signal);
    }

    /// <summary>The result is there: signals all who wait, in the order in which they came.</summary>
    protected void TellWaiting()
    {
        var item = Interlocked.Exchange(ref _waiting, Told);
        if (item == Told) return;

        // A mailbox takes the link for itself.
        for (var first = Reversed(item); first is WaitSignal signal;)
        {
            first = signal.Next;
            signal.Post();
        }
    }

    private static MailboxItem? Reversed(MailboxItem? item)
    {
        MailboxItem? first = null;
        while (item is not null) (item.Next, first, item) = (first, item, item.Next);
        return first;
    }

    private void Push(WaitSignal signal)
    {
        var first = Volatile.Read(ref _waiting);
        while (first != Told)
        {
            signal.Next = first;
            var seen = Interlocked.CompareExchange(ref _waiting, signal, first);
            if (seen == first) return;
            first = seen;
        }

        signal.Post();
    }

    private void Sweep()
    {
        // Whoever has the chain is its only owner. If the result comes meanwhile, putting a signal back posts it.
        var first = Volatile.Read(ref _waiting);
        if (first is null || first == Told || Interlocked.CompareExchange(ref _waiting, null, first) != first) return;
        var waiting = 0;
        for (var item = Reversed(first); item is WaitSignal signal;)
        {
            item = signal.Next;
            if (!signal.IsAwaited) continue;
            waiting++;
            Push(signal);
        }

        _untilSweep = Math.Max(16, waiting);
    }
}
