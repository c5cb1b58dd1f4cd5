namespace Actors.Flow;

/// <content>How much the mailbox holds (spec E10).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Items that an unbounded mailbox holds when it is worth a warning.</summary>
    private const int DeepMailbox = 100_000;

    /// <summary>Events that were taken and are kept for later. Written in turns, read by <see cref="MailboxDepth"/>.</summary>
    private int _kept;

    private byte _warnedOfDepth;

    /// <summary>What is queued. Any thread; a snapshot.</summary>
    public int MailboxDepth
    {
        get
        {
            var items = Volatile.Read(ref _taken) + _mailbox.Count;
            return Volatile.Read(ref _kept) + (Bound?.Depth(items) ?? items);
        }
    }

    /// <summary>Hands an item to the flow, whatever the mailbox's limit. Any thread.</summary>
    /// <returns>False when the run has ended.</returns>
    public bool Post(MailboxItem item)
    {
        if (!_writer.TryPost(item)) return false;
        Bound?.EndBatch();
        return true;
    }

    /// <summary>Hands an event to the flow that stands in other mailboxes too. Any thread.</summary>
    /// <returns>False when the run takes no more events.</returns>
    public bool Deliver(Event e, Direction directions)
    {
        // A control event that was fired on is none: the flow knows those of its own by standing in the mailbox as they are.
        if (_sharesItems && directions == e.Directions && e.Control == ControlKind.None) return Post(e);
        var spare = _spare is null ? null : Interlocked.Exchange(ref _spare, null);
        return Post(spare?.For(e, directions) ?? new Delivery(e, directions));
    }

    public void OnCrowded()
    {
        var depth = MailboxDepth;
        if (depth >= DeepMailbox) WarnOfDepth(depth);
    }

    /// <summary>An event is kept for later, and holds its place in the mailbox. In a turn.</summary>
    /// <returns>True when the keeper is to drop its oldest for it.</returns>
    public bool Keep()
    {
        if (Bound is { } bound && bound.Keep()) return true;
        _kept++;
        if (_taken + _kept >= DeepMailbox) WarnOfDepth(_taken + _kept);
        return false;
    }

    /// <summary>An event is kept no more. In a turn.</summary>
    public void Release()
    {
        _kept--;
        Bound?.Release();
    }

    private void WarnOfDepth(int depth)
    {
        if (Bound is null && _warnedOfDepth == 0 && Interlocked.Exchange(ref _warnedOfDepth, 1) == 0) _owner.Logger.MailboxDeep(Path, depth);
    }

    private void HandleBatch(EventBatch batch)
    {
        // Its place goes to the next in line at once, unless the event may have to be kept: then senders wait until that is known.
        var inHand = _isPaused || HasSubscriptions;
        var isThere = Bound!.TryTake(batch, inHand, out var e, out var directions, out var isLast);
        if (_deferred is { Count: > 0 } deferred && deferred.Peek() == batch)
        {
            if (isLast)
            {
                deferred.Dequeue();
                _taken--;
            }
        }
        else if (!isLast)
        {
            // Nothing is deferred when the mailbox is asked for an item: this is the oldest one.
            Defer(batch);
        }

        if (!isThere) return;
        if (_isNoted) TurnPlace.OfThisThread.Item = e;
        Dispatch(e is ConflatedEvent place ? place.Take() : e, directions);
        if (inHand) Bound.Handled();
    }

    /// <summary>No event gets in any more, and those that stand in line are rejected.</summary>
    private void CloseBound()
    {
        if (Bound is null) return;
        foreach (var waiter in Bound.Close())
        {
            _owner.OnRefused(waiter.Event, waiter.Sender);
            waiter.Release();
        }
    }
}
