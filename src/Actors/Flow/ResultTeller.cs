namespace Actors.Flow;

/// <summary>Tells waiting flows that a result of the library's own has come.</summary>
/// <remarks>Each gets its signal in its mailbox, from the thread that gives the result. A continuation of the task would come by way of
/// the thread pool, where nobody who watches the mailboxes sees it on its way. Any thread may call.</remarks>
internal abstract class ResultTeller(object owner)
{
    /// <summary>Stands for "told".</summary>
    private static readonly WaitSignal Told = new(null!);

    /// <summary>Who waits, the youngest first, linked by their own fields; <see cref="Told"/> for good after that.</summary>
    private MailboxItem? _waiting;

    /// <summary>Whose result it is, for people.</summary>
    public string Description => owner is IEventTarget target ? target.Path : owner.ToString()!;

    /// <summary>Posts the signal when the result has come; at once when it has.</summary>
    public void Add(WaitSignal signal)
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

    /// <summary>The result is there: signals all who wait, in the order in which they came.</summary>
    protected void TellWaiting()
    {
        var item = Interlocked.Exchange(ref _waiting, Told);
        if (item == Told) return;

        MailboxItem? first = null;
        while (item is not null) (item.Next, first, item) = (first, item, item.Next);

        // A mailbox takes the link for itself.
        while (first is WaitSignal signal)
        {
            first = signal.Next;
            signal.Post();
        }
    }
}
