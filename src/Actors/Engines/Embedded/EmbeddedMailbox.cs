namespace Actors.Engines.Embedded;

/// <summary>A lock-free mailbox for many producers and one consumer, and the turns of its flow.</summary>
/// <remarks>
/// A chain of items. Producers replace the tail with one compare-and-swap, and then link the item behind the one before. The tail that a
/// producer finds says everything at once: a rest stop, and the flow is parked, so that this producer sees to the turn; a closed item,
/// and events are refused; anything else, and a turn is under way. The consumer stands on the last item that it took. That item may
/// still be the tail, so its link is not to be touched by others.
/// </remarks>
internal sealed class EmbeddedMailbox : IMailbox, IThreadPoolWorkItem
{
    /// <summary>Items a turn before other work of the thread gets its chance.</summary>
    private const int TurnLimit = 256;

    /// <summary>Marks an item behind which only the library's own items are accepted.</summary>
    private const int Closed = int.MinValue;

    /// <summary>So many items, and whoever posts gives its core away now and then: producers that outrun the worker on a busy machine
    /// would take the time from it that it needs, and a long backlog costs the garbage collector more than the yield.</summary>
    private const int Crowd = 10_000;

    /// <summary>Every how many items that is looked at; a power of two.</summary>
    private const int CrowdCheck = 256;

    /// <summary>The tail for good once the run has ended.</summary>
    private static readonly Stop Dead = new() { Depth = Closed };

    private readonly IFlow _flow;
    private readonly TurnScheduler _scheduler;

    /// <summary>The newest item. Replaced by compare-and-swap alone.</summary>
    private MailboxItem _tail;

    /// <summary>Where the consumer stands. Written by whoever has the turn.</summary>
    private MailboxItem _taken;

    /// <summary>The tail while the flow is parked. Another object once the mailbox is closed: a producer that was held up since before
    /// must not mistake the one for the other.</summary>
    private Stop _rest = new(isRest: true);

    /// <summary>Where the consumer stands when the item that it took must be free for another use; made when it is needed.</summary>
    private Stop? _gap;

    public EmbeddedMailbox(IFlow flow, TurnScheduler scheduler)
    {
        _flow = flow;
        _scheduler = scheduler;
        _tail = _taken = new Stop();
    }

    public IFlow Flow => _flow;

    public TurnScheduler Scheduler => _scheduler;

    public int Count
    {
        get
        {
            // Two reads that do not belong together: off by some while the mailbox is busy, exact when it stands still.
            var taken = Volatile.Read(ref _taken).Depth;
            var count = (Volatile.Read(ref _tail).Depth - taken) & int.MaxValue;
            return count > int.MaxValue / 2 ? 0 : count;
        }
    }

    public bool TryPost(MailboxItem item)
    {
        item.Next = null;
        var last = Volatile.Read(ref _tail);
        while (true)
        {
            var depth = last.Depth;
            if (depth < 0 && (last == Dead || item.Kind < ItemKind.Signal)) return false;

            item.Depth = After(depth);
            var seen = Interlocked.CompareExchange(ref _tail, item, last);
            if (seen != last)
            {
                last = seen;
                continue;
            }

            // It may have been taken, and posted again, since its number was read; now it stands still until it is linked.
            if (last.Depth != depth) item.Depth = After(last.Depth);
            break;
        }

        Volatile.Write(ref last.Next, item);
        if (last.Kind == ItemKind.Sentinel && ((Stop)last).IsRest) _scheduler.Schedule(this, isOneOfMany: item.Kind == ItemKind.Delivery);
        else if ((item.Depth & (CrowdCheck - 1)) == 0 && Count > Crowd) OnCrowded();
        return true;
    }

    public MailboxItem? Take()
    {
        while (true)
        {
            var last = _taken;
            var item = Volatile.Read(ref last.Next) ?? AwaitLink(last);
            if (item is null) return null;

            // A producer that was held up since before the mailbox was closed may have opened it behind an item that came twice.
            if (last.Depth < 0 && item.Depth >= 0) CloseToEvents();

            // An old item must not keep the younger ones alive.
            _taken = item;
            last.Next = null;
            if (item.Kind == ItemKind.Sentinel) continue;
            if (item.Kind is ItemKind.Signal or ItemKind.Call) StepAside(item);
            return item;
        }
    }

    public bool TryPark() => TryMoveTail(_rest, _taken.Depth);

    public void Yield() => _scheduler.Yield(this);

    public void CloseToEvents()
    {
        // A closed stop goes in like any item: senders that never pause cannot keep the mailbox open.
        var stop = new Stop();
        var last = Volatile.Read(ref _tail);
        while (true)
        {
            stop.Depth = last.Depth | Closed;
            var seen = Interlocked.CompareExchange(ref _tail, stop, last);
            if (seen == last) break;
            last = seen;
        }

        Volatile.Write(ref last.Next, stop);
        _rest = new Stop(isRest: true);
        _gap = null;
    }

    public bool TryClose()
    {
        if (Interlocked.CompareExchange(ref _tail, Dead, _taken) != _taken) return false;
        _scheduler.Release();
        return true;
    }

    public void Start() => _scheduler.Schedule(this, isOneOfMany: true);

    /// <summary>Takes the turn of a parked flow for the calling thread.</summary>
    public bool TryEnter()
    {
        var rest = Volatile.Read(ref _rest);
        var stop = new Stop { Depth = rest.Depth };
        if (Interlocked.CompareExchange(ref _tail, stop, rest) != rest) return false;
        _taken = stop;
        return true;
    }

    public void Execute()
    {
        var next = NextTurn.OfThisThread;
        var isFirst = next.Begin();
        _flow.Turn(TurnLimit);
        if (isFirst) next.Serve();
    }

    public void ExecuteAsGuest() => _flow.GuestTurn(TurnLimit);

    /// <summary>The number of the item behind one with this number; what is closed stays closed.</summary>
    private static int After(int depth) => ((depth + 1) & int.MaxValue) | (depth & Closed);

    private void OnCrowded()
    {
        _flow.OnCrowded();
        Thread.Yield();
    }

    /// <summary>Replaces the tail by a stop, if nothing has come behind what was taken.</summary>
    private bool TryMoveTail(Stop stop, int depth)
    {
        // All is written before the swap: a turn on another thread may start right after it.
        var last = _taken;
        stop.Next = null;
        stop.Depth = depth;
        _taken = stop;
        if (Interlocked.CompareExchange(ref _tail, stop, last) == last) return true;
        _taken = last;
        return false;
    }

    /// <summary>Frees the item that was just taken: a wait posts itself again and again, and must not be a part of the chain then.</summary>
    private void StepAside(MailboxItem item)
    {
        var gap = _gap ??= new Stop();
        if (TryMoveTail(gap, item.Depth)) return;
        gap.Next = AwaitLink(item);
        gap.Depth = item.Depth;
        _taken = gap;
    }

    /// <summary>The item behind this one, which its producer may be about to link; null when this one is the tail.</summary>
    private MailboxItem? AwaitLink(MailboxItem item)
    {
        if (Volatile.Read(ref _tail) == item) return null;
        var spin = default(SpinWait);
        MailboxItem? next;
        while ((next = Volatile.Read(ref item.Next)) is null) spin.SpinOnce(sleep1Threshold: -1);
        return next;
    }

    /// <summary>A place in the chain that holds nothing.</summary>
    private sealed class Stop : MailboxItem
    {
        public Stop(bool isRest = false)
            : base(ItemKind.Sentinel) => SmallA = isRest ? (byte)1 : (byte)0;

        public bool IsRest => SmallA != 0;
    }
}
