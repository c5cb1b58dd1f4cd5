namespace Actors.Flow;

/// <content>What somebody who watches the whole system must know of a flow.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>The coroutines that awaited something from outside when they were looked at last, or have done something since. Null until
    /// somebody looks: a flow that nobody watches notes nothing. In turns.</summary>
    private List<Coroutine>? _watched;

    /// <summary>Whether the main program stands at one of the library's waits. Any thread; a snapshot.</summary>
    public bool IsRootWaiting => _root.FirstWait is not null;

    /// <summary>Looks for what may let its code go on though nothing is in its mailbox. In a turn.</summary>
    /// <param name="tasks">Gets the tasks from outside that its waits wait for.</param>
    /// <returns>Whether its code is between wait points: it awaits something outside the library.</returns>
    public bool AwaitsOutside(ref List<Task>? tasks)
    {
        for (var frame = _top; frame is not null; frame = frame.Parent) CollectOutside(frame, ref tasks);
        if (LookBeside(ref tasks) && _top is not HoldFrame { IsHeld: true }) return true;
        if (_top.FirstWait is not null || _top is HoldFrame { IsHeld: true }) return false;
        return _top != _root || (_phase == Phase.Running && _body is { IsCompleted: false });
    }

    /// <summary>Looks at those alone that may await something from outside: thousands that sleep cost nothing here.</summary>
    /// <returns>Whether one of them is between two waits.</returns>
    private bool LookBeside(ref List<Task>? tasks)
    {
        if (_watched is null)
        {
            _watched = [];
            foreach (var resource in OpenResources()) LookAgainAt(resource as Coroutine);
        }

        var (isOutside, kept) = (false, 0);
        for (var i = 0; i < _watched.Count; i++)
        {
            var coroutine = _watched[i];
            var before = tasks?.Count ?? 0;
            CollectOutside(coroutine, ref tasks);
            coroutine.IsWatched = coroutine.AwaitsOutside || (tasks?.Count ?? 0) > before;
            isOutside |= coroutine.AwaitsOutside;
            if (coroutine.IsWatched) _watched[kept++] = coroutine;
        }

        _watched.RemoveRange(kept, _watched.Count - kept);
        return isOutside;
    }

    /// <summary>A coroutine begins, begins a wait, or goes on behind one: what it awaits now is not known. In a turn.</summary>
    private void LookAgainAt(Coroutine? coroutine)
    {
        if (_watched is null || coroutine is null or { IsWatched: true }) return;
        coroutine.IsWatched = true;
        _watched.Add(coroutine);
    }

    private static void CollectOutside(Frame frame, ref List<Task>? tasks)
    {
        for (var wait = frame.FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (wait is { IsPending: true, Outside: { } task }) (tasks ??= []).Add(task);
        }
    }

    /// <summary>Ends the body's waits with an error. Any thread.</summary>
    public void FailWaits(Exception error) => Continue(
        state =>
        {
            for (var wait = _root.FirstWait; wait is not null; wait = wait.NextInFrame)
            {
                if (wait.IsPending) SettleLater(wait, (Exception)state!);
            }
        },
        error);
}
