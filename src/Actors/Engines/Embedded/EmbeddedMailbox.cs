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

    /// <summary>So many items, and whoever posts gives its core away now and then: producers that outrun the worker on a busy machine
    /// would take the time from it that it needs, and a long backlog costs the garbage collector more than the yield.</summary>
    private const int Crowd = 10_000;

    /// <summary>The tail for good once the run has ended.</summary>
    public static readonly MailboxStop Dead = new() { Depth = MailboxStop.Closed };

    /// <summary>Where the consumer stands. Written by whoever has the turn.</summary>
    private MailboxItem _taken = new MailboxStop();

    private readonly IFlow _flow;
    private readonly TurnScheduler _scheduler;
    private readonly EmbeddedWriter _writer;

    /// <summary>The tail while the flow is parked. Another object once the mailbox is closed: a producer that was held up since before
    /// must not mistake the one for the other.</summary>
    private MailboxStop _rest = new(isRest: true);

    /// <summary>Where the consumer stands when the item that it took must be free for another use; made when it is needed.</summary>
    private MailboxStop? _gap;

    public EmbeddedMailbox(IFlow flow, TurnScheduler scheduler)
    {
        _flow = flow;
        _scheduler = scheduler;
        _writer = new EmbeddedWriter(this, _taken);
    }

    public IMailboxWriter Writer => _writer;

    public IFlow Flow => _flow;

    public TurnScheduler Scheduler => _scheduler;

    public int Count
    {
        get
        {
            // Two reads that do not belong together: off by some while the mailbox is busy, exact when it stands still.
            var taken = Volatile.Read(ref _taken).Depth;
            var count = (_writer.Tail.Depth - taken) & int.MaxValue;
            return count > int.MaxValue / 2 ? 0 : count;
        }
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
        var stop = new MailboxStop();
        MailboxItem last;
        do
        {
            last = _writer.Tail;
            stop.Depth = last.Depth | MailboxStop.Closed;
        }
        while (!_writer.TryReplace(last, stop));

        Volatile.Write(ref last.Next, stop);
        _rest = new MailboxStop(isRest: true);
        _gap = null;
    }

    public bool TryClose()
    {
        if (!_writer.TryReplace(_taken, Dead)) return false;
        _scheduler.Release();
        return true;
    }

    public void Start() => Schedule(isOneOfMany: true);

    /// <summary>Asks for a turn. By whoever posted at a parked flow.</summary>
    public void Schedule(bool isOneOfMany) => _scheduler.Schedule(this, isOneOfMany);

    /// <summary>Looks whether many items have come. Any thread, now and then.</summary>
    public void CheckCrowd()
    {
        if (Count <= Crowd) return;
        _flow.OnCrowded();
        Thread.Yield();
    }

    /// <summary>Takes the turn of a parked flow for the calling thread.</summary>
    public bool TryEnter()
    {
        var rest = Volatile.Read(ref _rest);
        var stop = new MailboxStop { Depth = rest.Depth };
        if (!_writer.TryReplace(rest, stop)) return false;
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

    /// <summary>Replaces the tail by a stop, if nothing has come behind what was taken.</summary>
    private bool TryMoveTail(MailboxStop stop, int depth)
    {
        // All is written before the swap: a turn on another thread may start right after it.
        var last = _taken;
        stop.Next = null;
        stop.Depth = depth;
        _taken = stop;
        if (_writer.TryReplace(last, stop)) return true;
        _taken = last;
        return false;
    }

    /// <summary>Frees the item that was just taken: a wait posts itself again and again, and must not be a part of the chain then.</summary>
    private void StepAside(MailboxItem item)
    {
        var gap = _gap ??= new MailboxStop();
        if (TryMoveTail(gap, item.Depth)) return;
        gap.Next = AwaitLink(item);
        gap.Depth = item.Depth;
        _taken = gap;
    }

    /// <summary>The item behind this one, which its producer may be about to link; null when this one is the tail.</summary>
    private MailboxItem? AwaitLink(MailboxItem item)
    {
        if (_writer.Tail == item) return null;
        var spin = default(SpinWait);
        MailboxItem? next;
        while ((next = Volatile.Read(ref item.Next)) is null) spin.SpinOnce(sleep1Threshold: -1);
        return next;
    }
}
