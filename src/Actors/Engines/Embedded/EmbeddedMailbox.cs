namespace Actors.Engines.Embedded;

/// <summary>A lock-free mailbox for many producers and one consumer, and the turns of its flow.</summary>
/// <remarks>
/// A stack of items whose bottom says what the consumer does: one compare-and-swap adds the item, finds out whether the flow is
/// parked (then this producer sees to the turn), and whether the mailbox is closed. The consumer takes the whole stack at once and
/// turns it round. Each item carries the depth of the stack at its push, so that depth and closedness cost no counter.
/// </remarks>
internal sealed class EmbeddedMailbox : IMailbox, IThreadPoolWorkItem
{
    /// <summary>Bottom while the flow is parked: whoever replaces it as head must schedule a turn.</summary>
    private static readonly MailboxItem Idle = new Bottom(0);

    /// <summary>Bottom while a turn is under way or scheduled.</summary>
    private static readonly MailboxItem Busy = new Bottom(0);

    /// <summary>As <see cref="Idle"/>, closed to events.</summary>
    private static readonly MailboxItem ClosedIdle = new Bottom(int.MinValue);

    /// <summary>As <see cref="Busy"/>, closed to events.</summary>
    private static readonly MailboxItem ClosedBusy = new Bottom(int.MinValue);

    /// <summary>The head for good once the run has ended.</summary>
    private static readonly MailboxItem Dead = new Bottom(int.MinValue);

    private readonly IFlow _flow;
    private readonly TurnScheduler _scheduler;

    /// <summary>Top of the stack. Written by producers with compare-and-swap, by the consumer with exchange.</summary>
    private MailboxItem _head = Busy;

    /// <summary>Written by the consumer alone.</summary>
    private bool _closed;

    public EmbeddedMailbox(IFlow flow, TurnScheduler scheduler)
    {
        _flow = flow;
        _scheduler = scheduler;
    }

    public IFlow Flow => _flow;

    public TurnScheduler Scheduler => _scheduler;

    public int Count
    {
        get
        {
            var head = Volatile.Read(ref _head);
            return head.Depth & int.MaxValue;
        }
    }

    public bool TryPost(MailboxItem item)
    {
        var head = Volatile.Read(ref _head);
        while (true)
        {
            if (head.Depth < 0 && (head == Dead || item.Kind < ItemKind.Signal)) return false;

            item.Next = head;
            item.Depth = head.Depth + 1;
            var seen = Interlocked.CompareExchange(ref _head, item, head);
            if (seen == head) break;
            head = seen;
        }

        if (head == Idle || head == ClosedIdle) _scheduler.Schedule(this);
        return true;
    }

    public MailboxItem? Take(out int count)
    {
        count = 0;
        var bottom = _closed ? ClosedBusy : Busy;
        if (Volatile.Read(ref _head) == bottom) return null;

        var item = Interlocked.Exchange(ref _head, bottom);
        count = item.Depth & int.MaxValue;
        MailboxItem? chain = null;
        while (item.Kind != ItemKind.Sentinel)
        {
            var below = item.Next!;
            item.Next = chain;
            chain = item;
            item = below;
        }

        return chain;
    }

    public bool TryPark()
    {
        // The field is read before the swap: a turn on another thread may start right after it.
        var (busy, idle) = _closed ? (ClosedBusy, ClosedIdle) : (Busy, Idle);
        return Interlocked.CompareExchange(ref _head, idle, busy) == busy;
    }

    public void Yield() => _scheduler.Schedule(this);

    public bool TryCloseToEvents()
    {
        if (Interlocked.CompareExchange(ref _head, ClosedBusy, Busy) != Busy) return false;
        _closed = true;
        return true;
    }

    public MailboxItem? Close()
    {
        var rest = Take(out _);
        while (Interlocked.CompareExchange(ref _head, Dead, _closed ? ClosedBusy : Busy) is { Kind: not ItemKind.Sentinel })
        {
            var last = rest;
            while (last?.Next is { } next) last = next;
            var more = Take(out _);
            if (last is null) rest = more;
            else last.Next = more;
        }

        _scheduler.Release();
        return rest;
    }

    public void Start() => _scheduler.Schedule(this);

    /// <summary>Takes the turn of a parked flow for the calling thread.</summary>
    public bool TryEnter()
    {
        var head = Volatile.Read(ref _head);
        if (head == Idle) return Interlocked.CompareExchange(ref _head, Busy, Idle) == Idle;
        if (head == ClosedIdle) return Interlocked.CompareExchange(ref _head, ClosedBusy, ClosedIdle) == ClosedIdle;
        return false;
    }

    public void Execute() => _flow.Turn();

    private sealed class Bottom : MailboxItem
    {
        public Bottom(int depth)
            : base(ItemKind.Sentinel) => Depth = depth;
    }
}
