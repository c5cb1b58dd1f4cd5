using System.Runtime.CompilerServices;

namespace Actors.Flow;

/// <content>The loop of a turn: what may be handled now, and which kind of item goes which way.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>How many items were handled in this run, counting round; what the code awaits itself is none. Written in turns, read by
    /// those who look for a loop that stands still.</summary>
    public int Handled { get; private set; }

    /// <summary>The loop. When it returns, the flow is parked, will have another turn, or has ended.</summary>
    private void Pump(int most, TurnLimit? limit, TurnPlace place)
    {
        if (_phase == Phase.New && _top is not HoldFrame)
        {
            StartBody();
            most--;
        }

        var budget = _isPolling ? MailboxDepth : most;
        while (true)
        {
            place.Piece++;
            if (_endsTurn)
            {
                _endsTurn = false;
                NoticeQuiet();
                _mailbox.Yield();
                return;
            }

            if (GoOn())
            {
                if (limit is not { IsReached: true } || _phase >= Phase.Draining) continue;
                LeavePolledTurn(limit, isMoreLeft: true, isIdle: false);
                return;
            }

            // A run that is ending takes no new events: an update sees it to its end.
            if (budget-- <= 0 && !(_isPolling && _phase >= Phase.Draining))
            {
                if (_isPolling)
                {
                    LeavePolledTurn(limit, IsMoreLeft(), _deferred is not { Count: > 0 });
                    return;
                }

                NoticeQuiet();
                _mailbox.Yield();
                return;
            }

            if ((_phase == Phase.Restarting ? NextBetween() : Next()) is { } item)
            {
                // The turn goes on: what it has woken is for other threads.
                if (place.Next.HasKept) place.Next.GiveAway();
                if (item.Kind != ItemKind.Resumption) Handled++;
                if (_isNoted) place.Item = item.Kind == ItemKind.Delivery ? Unsafe.As<Delivery>(item).Event : item;
                Handle(item);
                if (limit is { IsReached: true }) budget = 0;
                continue;
            }

            // Only now: what came before, such as the end of a child, is heard before the next step.
            if (_phase == Phase.Restarting && TryRestart()) continue;
            if (_phase >= Phase.Draining && TryEnd()) return;
            if (_isPolling)
            {
                LeavePolledTurn(limit, isMoreLeft: false, isIdle: true);
                return;
            }

            if (_mailbox.TryPark()) return;
        }
    }

    /// <summary>Ends a polled turn: parked when the flow is idle, else the next one is asked for.</summary>
    private void LeavePolledTurn(TurnLimit? limit, bool isMoreLeft, bool isIdle)
    {
        _isPolling = false;
        NoticeQuiet();
        if (isIdle && !isMoreLeft && _mailbox.TryPark()) return;

        // Before the turn is given away: a thread of the pool may have the next one. An idle flow that does not park has got something, or
        // its engine has work of its own.
        if (limit is not null) limit.IsMoreLeft = isMoreLeft || (isIdle && _mailbox.Count > 0);
        _mailbox.Yield();
    }

    /// <summary>Whether the next update could handle something at once. In a polled turn.</summary>
    private bool IsMoreLeft() => _mailbox.Count > 0 || (IsAtWaitPoint && _deferred is { Count: > 0 });

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
            case ItemKind.Conflated:
                Dispatch(((ConflatedEvent)item).Take(), Direction.None);
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
            case ItemKind.Call:
                ((IFlowCode)item).Invoke(this);
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
        var call = new ResumptionCall(resumption);
        if (Guard.Call(ref call) is { } error) OnFailed(null, error);
    }
}
