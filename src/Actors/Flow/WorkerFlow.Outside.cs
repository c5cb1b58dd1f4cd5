namespace Actors.Flow;

/// <content>What somebody who watches the whole system must know of a flow.</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Whether the main program stands at one of the library's waits. Any thread; a snapshot.</summary>
    public bool IsRootWaiting => _root.FirstWait is not null;

    /// <summary>Looks for what may let its code go on though nothing is in its mailbox. In a turn.</summary>
    /// <param name="tasks">Gets the tasks from outside that its waits wait for.</param>
    /// <returns>Whether its code is between wait points: it awaits something outside the library.</returns>
    public bool AwaitsOutside(ref List<Task>? tasks)
    {
        for (var frame = _top; frame is not null; frame = frame.Parent) CollectOutside(frame, ref tasks);
        var isBesideOutside = false;
        foreach (var resource in _resources?.ToArray() ?? [])
        {
            if (resource is not Coroutine coroutine) continue;
            isBesideOutside |= coroutine.AwaitsOutside;
            CollectOutside(coroutine, ref tasks);
        }

        if (isBesideOutside && _top is not HoldFrame { IsHeld: true }) return true;
        if (_top.FirstWait is not null || _top is HoldFrame { IsHeld: true }) return false;
        return _top != _root || (_phase == Phase.Running && _body is { IsCompleted: false });
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
