using System.Runtime.CompilerServices;

namespace Actors.Flow;

/// <content>The loop of a turn: what may be handled now, and which kind of item goes which way.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>How many items were handled in this run, counting round; what the code awaits itself is none. Written in turns, read by
    /// those who look for a loop that stands still.</summary>
    public int Handled { get; private set; }

    /// <summary>The loop. When it returns, the flow is parked, will have another turn, or has ended.</summary>
    private void Pump(int most)
    {
        if (_phase == Phase.New && _top is not HoldFrame)
        {
            StartBody();
            most--;
        }

        var budget = _isPolling ? MailboxDepth : most;
        while (true)
        {
            if (GoOn()) continue;

            // A run that is ending takes no new events: an update sees it to its end.
            if (budget-- <= 0 && !(_isPolling && _phase >= Phase.Draining))
            {
                var isDone = _isPolling && _deferred is not { Count: > 0 };
                _isPolling = false;
                NoticeQuiet();
                if (!isDone || !_mailbox.TryPark()) _mailbox.Yield();
                return;
            }

            if ((_phase == Phase.Restarting ? NextBetween() : Next()) is { } item)
            {
                if (item.Kind != ItemKind.Resumption) Handled++;
                Handle(item);
                continue;
            }

            // Only now: what came before, such as the end of a child, is heard before the next step.
            if (_phase == Phase.Restarting && TryRestart()) continue;
            if (_phase >= Phase.Draining && TryEnd()) return;
            if (_isPolling)
            {
                _isPolling = false;
                if (!_mailbox.TryPark()) _mailbox.Yield();
                return;
            }

            if (_mailbox.TryPark()) return;
        }
    }

    /// <summary>Goes on with what is ready without a new item: ended frames, met waits, a stop, what was held.</summary>
    private bool GoOn()
    {
        if (_top.IsDone)
        {
            Pop((ListenerFrame)_top);
            return true;
        }

        if (_settled > 0 && ResumeSettled()) return true;
        if (_bodyDone && _phase == Phase.Running)
        {
            BeginEnd();
            return true;
        }

        if (_top.ExitRequested && TryDeliverExit()) return true;
        return _phase != Phase.Restarting && _held is { Count: > 0 } held && TryOfferHeld(held);
    }

    /// <summary>The next item that may be handled now, oldest first; null when there is none.</summary>
    private MailboxItem? Next()
    {
        if (IsAtWaitPoint)
        {
            if (_deferred is not { Count: > 0 } deferred) return _mailbox.Take();

            // It stays the oldest item there is until its last event.
            if (deferred.Peek() is EventBatch batch) return batch;
            _taken--;
            return deferred.Dequeue();
        }

        if (_top is HoldFrame hold) return NextHeld(hold);
        while (_mailbox.Take() is { } item)
        {
            if (item.Kind == ItemKind.Resumption) return item;
            Defer(item);
        }

        return null;
    }

    private void Defer(MailboxItem item)
    {
        (_deferred ??= new Queue<MailboxItem>()).Enqueue(item);
        _taken++;
        if (_taken + _kept >= DeepMailbox) WarnOfDepth(_taken + _kept);
    }

    /// <summary>Events are handled at wait points only (spec F2).</summary>
    private bool IsAtWaitPoint =>
        _top.FirstWait is not null || (_top == _root && (_isOpen || _isPolling || _phase >= Phase.Draining));

    private void Handle(MailboxItem item)
    {
        switch (item.Kind)
        {
            case ItemKind.Event:
                var e = Unsafe.As<Event>(item);
                Dispatch(e, e.Directions);
                break;
            case ItemKind.Delivery:
                var delivery = Unsafe.As<Delivery>(item);
                var directions = delivery.Directions;
                e = delivery.TakeEvent();

                // Of the one before, but of none later, the mailbox has let go.
                if (_handled is { } before) Volatile.Write(ref _spare, before);
                _handled = delivery;
                Dispatch(e, directions);
                break;
            case ItemKind.Notice:
                Dispatch(((Delivery)item).Event, Direction.None);
                break;
            case ItemKind.Batch:
                HandleBatch((EventBatch)item);
                break;
            case ItemKind.Callback:
                RunCallback(item);
                break;
            case ItemKind.Signal:
                OnSignal(item);
                break;
            default:
                ToBody();
                Resume((Resumption)item);
                break;
        }
    }

    /// <summary>An error here is nobody's task's: that of an <c>async void</c>, for one. It must not leave the turn.</summary>
    private void Resume(Resumption resumption)
    {
        try
        {
            resumption.Invoke();
        }
        catch (Exception error)
        {
            OnFailed(null, error);
        }
    }
}
