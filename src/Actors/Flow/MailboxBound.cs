namespace Actors.Flow;

/// <summary>The limit of one run's mailbox: the events that are queued, and who waits for room (spec E10).</summary>
/// <remarks>
/// The events stand here and not in the engine's mailbox, so that the oldest can be dropped and its memory with it. The mailbox holds one
/// <see cref="EventBatch"/> for all that came with nothing else in between, which keeps their order with callbacks and control events.
/// It needs nothing of an engine but that posts of one sender keep order. Any thread may call what does not say "in a turn".
/// </remarks>
internal sealed class MailboxBound(int capacity, MailboxFullMode mode)
{
    private readonly Lock _gate = new();
    private readonly Queue<(Event Event, Direction Directions, EventBatch Batch)> _events = new();
    private readonly LinkedList<RoomWaiter> _waiters = [];

    /// <summary>The batch at the mailbox's end, which the next event joins; null when something else stands behind it. Set under the
    /// lock, before the batch is posted; cleared also without it, after something else was posted: so it never names a batch that
    /// stands before what its sender posted since.</summary>
    private volatile EventBatch? _last;

    private IMailboxWriter _writer = null!;
    private int _batches;

    /// <summary>Events that were taken and are kept for later.</summary>
    private int _kept;

    /// <summary>Whether the event that is being handled still has its place, since it may have to be kept.</summary>
    private bool _isInHand;

    private bool _closed;
    private int _warned;

    /// <summary>The lock of all that changes what is queued.</summary>
    public Lock Gate => _gate;

    public int Capacity => capacity;

    public MailboxFullMode Mode => mode;

    // What drops the oldest never holds anybody back: there, what is kept has a limit of its own.
    private bool HasRoom => _events.Count + (mode == MailboxFullMode.DropOldest ? 0 : _kept + (_isInHand ? 1 : 0)) < capacity;

    public void Attach(IMailboxWriter writer) => _writer = writer;

    /// <summary>The events, and what is queued beside them. A batch on its way from the mailbox to the flow is counted in neither for a
    /// moment; its events are never missed.</summary>
    /// <param name="items">What mailbox and flow hold, batches among them.</param>
    public int Depth(int items)
    {
        lock (_gate) return _events.Count + Math.Max(0, items - _batches);
    }

    /// <summary>Queues an event, or does what the mode says.</summary>
    public Admission TryAdd(Event e, Direction directions)
    {
        lock (_gate) return Add(e, directions);
    }

    /// <summary>Queues an event, or lets it stand in line where the mode says so.</summary>
    public Admission AddOrWait(Event e, Direction directions, IEventTarget? sender, out RoomWaiter? waiter)
    {
        waiter = null;
        lock (_gate)
        {
            var admission = Add(e, directions);
            if (admission != Admission.Full || mode != MailboxFullMode.Wait) return admission;
            waiter = new RoomWaiter(this, e, directions, sender);
            waiter.Place = _waiters.AddLast(waiter);
            return Admission.Waiting;
        }
    }

    /// <returns>False when it stands in line no more.</returns>
    public bool Withdraw(RoomWaiter waiter)
    {
        lock (_gate)
        {
            if (waiter.Place is not { } place) return false;
            waiter.Place = null;
            _waiters.Remove(place);
            return true;
        }
    }

    /// <summary>Takes the oldest event of a batch, and lets the first in line in. In a turn.</summary>
    /// <param name="batch">The batch that the mailbox handed out.</param>
    /// <param name="inHand">Whether its place is free only at <see cref="Handled"/>, since it may be kept until then.</param>
    /// <param name="e">The event.</param>
    /// <param name="directions">How it goes on.</param>
    /// <param name="isLast">Whether the batch has no more, and has left the mailbox.</param>
    /// <returns>False when all of it was dropped.</returns>
    public bool TryTake(EventBatch batch, bool inHand, out Event e, out Direction directions, out bool isLast)
    {
        (e, directions, isLast) = (null!, Direction.None, true);
        RoomWaiter? admitted = null;
        lock (_gate)
        {
            var isThere = batch.Length > 0;
            if (isThere)
            {
                (e, directions) = Dequeue();
                _isInHand = inHand;
                admitted = Admit();
            }

            // What was let in may have joined it.
            isLast = batch.Length == 0;
            if (isLast)
            {
                _batches--;
                if (_last == batch) _last = null;
            }

            if (!isThere) return false;
        }

        admitted?.Release();
        return true;
    }

    /// <summary>The event that was taken in hand has been handled. In a turn.</summary>
    public void Handled()
    {
        RoomWaiter? admitted;
        lock (_gate)
        {
            if (!_isInHand) return;
            _isInHand = false;
            admitted = Admit();
        }

        admitted?.Release();
    }

    /// <summary>Something else was posted: the next event stands behind it.</summary>
    public void EndBatch() => _last = null;

    /// <summary>An event that was taken is kept for later, and has its place again. In a turn.</summary>
    /// <returns>True when the keeper is to drop its oldest for it.</returns>
    public bool Keep()
    {
        lock (_gate)
        {
            if (mode == MailboxFullMode.DropOldest && _kept >= capacity) return true;
            _kept++;
            _isInHand = false;
            return false;
        }
    }

    /// <summary>An event is kept no more. In a turn.</summary>
    public void Release()
    {
        RoomWaiter? admitted;
        lock (_gate)
        {
            _kept--;
            admitted = Admit();
        }

        admitted?.Release();
    }

    /// <summary>Refuses events from now on. In a turn.</summary>
    /// <returns>Who stood in line.</returns>
    public RoomWaiter[] Close()
    {
        lock (_gate)
        {
            _closed = true;
            RoomWaiter[] waiters = [.. _waiters];
            foreach (var waiter in waiters) waiter.Place = null;
            _waiters.Clear();
            return waiters;
        }
    }

    /// <returns>True once.</returns>
    public bool TryWarn() => _warned == 0 && Interlocked.Exchange(ref _warned, 1) == 0;

    private Admission Add(Event e, Direction directions)
    {
        if (_closed) return Admission.Closed;
        if (HasRoom)
        {
            Enqueue(e, directions);
            return Admission.Taken;
        }

        switch (mode)
        {
            case MailboxFullMode.DropNewest:
                return Admission.Dropped;
            case MailboxFullMode.DropOldest:
                if (Dequeue().Event is ConflatedEvent place) place.Take();
                Enqueue(e, directions);
                return Admission.TakenForOldest;
            default:
                return Admission.Full;
        }
    }

    private RoomWaiter? Admit()
    {
        if (!HasRoom || _waiters.First is not { Value: var waiter } place) return null;
        waiter.Place = null;
        _waiters.Remove(place);
        Enqueue(waiter.Event, waiter.Directions);
        return waiter;
    }

    private void Enqueue(Event e, Direction directions)
    {
        if (_last is { } last)
        {
            last.Length++;
            _events.Enqueue((e, directions, last));
            return;
        }

        var batch = new EventBatch { Length = 1 };
        _events.Enqueue((e, directions, batch));
        _batches++;
        _last = batch;

        // Under the lock, so that batches stand in the order of their events; nothing here is touched after it.
        _writer.TryPost(batch);
    }

    private (Event Event, Direction Directions) Dequeue()
    {
        var (e, directions, batch) = _events.Dequeue();
        batch.Length--;
        return (e, directions);
    }
}
