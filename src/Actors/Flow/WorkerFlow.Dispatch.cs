namespace Actors.Flow;

/// <content>The way of one event: listeners by priority, the library's own part, parent or children, then the waiting body.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Takes the event from one listener to the next; goes on later when one of them waits.</summary>
    public void Dispatch(Event e, Direction directions, Listener[]? listeners = null, int from = 0)
    {
        listeners ??= _listeners.For(e.Name);
        for (var i = from; i < listeners.Length; i++)
        {
            var listener = listeners[i];
            if (e.Control != ControlKind.None && IsBelowControl(listeners, i)) Control(e);
            if (!listener.Matches(e)) continue;
            if (listener.Once)
            {
                if (listener.IsSpent) continue;
                listener.IsSpent = true;
                _listeners.Remove(listener);
            }

            if (!listener.IsAsync) Call(listener, e);
            else if (CallAsync(listener, e) is { } frame)
            {
                frame.Suspend(e, directions, listeners, i + 1);
                return;
            }
        }

        if (e.Control != ControlKind.None && (listeners.Length == 0 || listeners[^1].Priority > ControlPriority)) Control(e);
        if (directions != Direction.None) _owner.Forward(e, directions);
        if (_phase == Phase.Running) Offer(e, listeners);
    }

    /// <summary>Whether the library's own part comes between this listener and the one before.</summary>
    private static bool IsBelowControl(Listener[] listeners, int i) =>
        listeners[i].Priority <= ControlPriority && (i == 0 || listeners[i - 1].Priority > ControlPriority);

    /// <summary>The library's own part of a control event.</summary>
    private void Control(Event e)
    {
        switch (e.Control)
        {
            case ControlKind.Stop:
                if (!IsLeavingAlready()) RequestExit();
                break;
            case ControlKind.Pause:
                if (_phase <= Phase.Restarting && _supervisor is not { Escalated: not null } && _owner.TrySetPaused(true)) _isPaused = true;
                break;
            case ControlKind.Resume:
                // Whatever the state says by now: a stop that was asked for meanwhile stands behind this, and so does what is held.
                _isPaused = false;
                _owner.TrySetPaused(false);
                ResumeCoroutines();
                break;
            case ControlKind.Child:
                if (_phase <= Phase.Restarting) _supervisor?.OnChild(e, _phase == Phase.Running && !_owner.IsStopping && !IsClearing);
                break;
        }
    }

    /// <summary>Offers the event to the waiting code, innermost frame first (spec E7).</summary>
    private void Offer(Event e, Listener[] listeners)
    {
        for (var frame = _top; frame is not null; frame = frame.Parent)
        {
            if (frame == _root && _isPaused)
            {
                Hold(e, listeners);
                return;
            }

            if (TryOffer(frame, e)) return;
        }

        if (_resources is { Offered.Count: > 0 }) OfferBeside(e);
    }

    private bool TryOffer(Frame frame, Event e) => frame.WaitsForEvents && TryOfferToWaits(frame, e);

    /// <summary>A method of its own, see decision 0018: many workers have listeners alone.</summary>
    private bool TryOfferToWaits(Frame frame, Event e)
    {
        for (var wait = frame.FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (!wait.IsPending) continue;
            Exception? error = null;
            if (!(wait.HasCondition ? AsksToEnd(wait, e, out error) : wait.TryAccept(e))) continue;
            Settle(wait, error, timedOut: false);
            return true;
        }

        return false;
    }

    /// <summary>Asks a wait that runs user code; what that throws, the wait throws.</summary>
    private bool AsksToEnd(Wait wait, Event e, out Exception? error)
    {
        EnterSynchronousCode();
        var offer = new EventOffer(wait, e);
        error = Guard.Call(ref offer);
        LeaveSynchronousCode();
        return error is not null || offer.IsTaken;
    }

    /// <summary>Keeps what came during a pause for the body: for the wait that is pending now, or for a later one (spec L7).</summary>
    private void Hold(MailboxItem item) => (_held ??= new Queue<MailboxItem>()).Enqueue(item);

    /// <summary>An event that is held keeps its place in the mailbox; a control event has none (spec E10).</summary>
    private void Hold(Event e, Listener[] listeners)
    {
        // One that a listener has handled is not lost when the body misses it.
        Hold(new HeldEvent(e, Bound is not null && Listener.IsHandled(e, listeners)));
        if (HasPlace(e) && Keep() && DropOldestHeld(_held!) is { IsHandled: false } dropped) _owner.OnDropped(dropped.Event);
    }

    /// <summary>What has no place, and waits that end, are never dropped: they step before the others.</summary>
    private HeldEvent DropOldestHeld(Queue<MailboxItem> held)
    {
        while (true)
        {
            var item = held.Dequeue();
            if (item is HeldEvent kept && HasPlace(kept.Event))
            {
                if (held.Count == 0) (_held, _heldBefore) = (_heldBefore, held);
                return kept;
            }

            (_heldBefore ??= new Queue<MailboxItem>()).Enqueue(item);
        }
    }

    private static bool HasPlace(Event e) => e.Control == ControlKind.None;

    private bool TryOfferHeld(Queue<MailboxItem> held)
    {
        if (_isPaused || _top != _root || !IsAtWaitPoint) return false;
        var item = _heldBefore is { Count: > 0 } before ? before.Dequeue() : held.Dequeue();
        if (item is not HeldEvent { Event: var e })
        {
            OnSignal(item);
            return true;
        }

        if (HasPlace(e)) Release();
        if (TryOffer(_root, e)) return true;
        if (_resources is { Offered.Count: > 0 }) OfferBeside(e);
        return true;
    }
}
