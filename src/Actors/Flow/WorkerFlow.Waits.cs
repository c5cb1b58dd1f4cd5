namespace Actors.Flow;

/// <content>Waits: when they begin, how they end, and when the awaiting code goes on.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Schedules user code behind what is queued (spec W3). Any thread.</summary>
    public bool TryLater(Delegate code) => Post(new Callback(code));

    /// <summary>Schedules user code for later (spec W3). Any thread.</summary>
    public LaterCallback Later(Delegate code, TimeSpan delay)
    {
        var later = new LaterCallback(_root, code);
        if (!TryAddTimer(later, due: null, delay)) later.Stop();
        return later;
    }

    private void Activate(Wait wait)
    {
        // Code that an asynchronous listener left behind waits on as part of the body.
        if (wait.Frame.IsDone && !TryAdopt(wait)) return;
        var start = new WaitStart(wait, _deadlines);
        var error = Guard.Call(ref start);

        // No event can come any more: the wait would never end.
        if (_phase > Phase.Running && wait.NeedsEvents) error ??= new WorkerExit();
        if (wait.Frame is Coroutine coroutine)
        {
            if (error is not null) wait.Settle(error, timedOut: false);
            OnActivated(coroutine, wait);
        }
        else if (error is not null)
        {
            SettleLater(wait, error);
        }
    }

    private void OnSignal(MailboxItem item)
    {
        var deadline = item as WaitDeadline;
        var wait = deadline is null ? ((WaitSignal)item).Wait : deadline.Wait;
        if (wait is not { IsPending: true } || deadline is { IsStale: true }) return;
        if (_isPaused && wait.Frame == _root) Hold(item);
        else Settle(wait, null, timedOut: deadline is not null);
    }

    /// <summary>Ends a wait; its code goes on at once, or when the inner frame has ended.</summary>
    private void Settle(Wait wait, Exception? error, bool timedOut)
    {
        wait.Settle(error, timedOut);
        if (wait.Frame == _top) GoOnBehind(wait);
        else if (wait.Frame is not Coroutine coroutine) _settled++;
        else if (coroutine.MayGoOnNow()) GoOnBehind(wait);
    }

    /// <summary>The code behind the wait goes on, here and now, up to its next wait. In a turn.</summary>
    public void GoOnBehind(Wait wait)
    {
        if (_watched is not null) LookAgainAt(wait.Frame as Coroutine);
        ToBody();
        wait.Finish(_deadlines);
    }

    /// <summary>Ends a wait whose code goes on when the item at hand has been handled. In a turn.</summary>
    public void SettleLater(Wait wait, Exception? error)
    {
        wait.Settle(error, timedOut: false);
        _settled++;
    }

    /// <summary>Whether this frame's code goes on without entering the loop, as far as the flow is concerned. Any thread.</summary>
    public bool MayGoOn(Frame frame) => IsInTurn && frame == _top && !frame.ExitRequested && !(_isPaused && frame == _root);

    private bool ResumeSettled()
    {
        if (_isPaused && _top == _root && _phase == Phase.Running) return false;
        for (var wait = _top.FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (!wait.IsSettled) continue;
            _settled--;
            GoOnBehind(wait);
            return true;
        }

        return false;
    }
}
