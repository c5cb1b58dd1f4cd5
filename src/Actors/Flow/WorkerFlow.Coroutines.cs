namespace Actors.Flow;

/// <content>Coroutines: asynchronous functions beside the body (spec J1).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Whether the worker's own pause holds up its body, and its coroutines with it. In a turn.</summary>
    public bool IsPausedByItsWorker => _isPaused;

    /// <summary>Calls a coroutine's code. In a turn.</summary>
    public Task CallBeside(Coroutine coroutine, Func<Task> code)
    {
        LookAgainAt(coroutine);
        ExecutionContext.Restore(coroutine.Context);
        ToBody();
        var task = Guard.Start(new FunctionCall(code));
        ExecutionContext.Restore(_root.Context);
        return task ?? Task.FromException(
            new InvalidOperationException($"{coroutine.Description} of worker '{Path}' returned null instead of a task."));
    }

    /// <summary>What a coroutine that has ended left behind waits on as part of the body. In a turn.</summary>
    public void Inherit(Coroutine coroutine)
    {
        while (coroutine.FirstWait is { } wait)
        {
            coroutine.Remove(wait);
            if (!TryAdoptFrom(coroutine, wait)) continue;
            _root.Add(wait);
            if (wait.IsSettled) _settled++;
        }
    }

    private bool TryAdoptFrom(Coroutine coroutine, Wait wait)
    {
        if (coroutine.Parent == _root)
        {
            wait.MoveTo(_root);
            return true;
        }

        Strand(wait);
        return false;
    }

    /// <summary>A coroutine's wait has begun.</summary>
    private void OnActivated(Coroutine coroutine, Wait wait)
    {
        LookAgainAt(coroutine);
        if (wait.IsPending && coroutine.TryTakeInterruption(out var error)) wait.Settle(error, timedOut: false);
        if (wait.IsSettled) coroutine.PostStep();
        if (!wait.NeedsEvents || coroutine.IsOffered) return;
        coroutine.IsOffered = true;
        _resources!.Offered.Add(coroutine);
    }

    private void ResumeCoroutines()
    {
        foreach (var resource in _resources?.ToArray() ?? []) (resource as Coroutine)?.PostStep();
    }

    /// <summary>Offers an event that nobody on the stack of frames took, to those who have waited longest first.</summary>
    private void OfferBeside(Event e)
    {
        var offered = _resources!.Offered;
        for (var i = 0; i < offered.Count;)
        {
            var coroutine = offered[i];
            if (TryOffer(coroutine, e)) return;
            if (HasEventWait(coroutine))
            {
                i++;
                continue;
            }

            coroutine.IsOffered = false;
            offered.RemoveAt(i);
        }
    }

    private static bool HasEventWait(Coroutine coroutine)
    {
        for (var wait = coroutine.FirstWait; wait is not null; wait = wait.NextInFrame)
        {
            if (wait is { IsPending: true, NeedsEvents: true }) return true;
        }

        return false;
    }
}
