namespace Actors.Flow;

/// <content>What the run has open, and how that ends with the body (spec J3, T3).</content>
internal sealed partial class WorkerFlow
{
    private bool HasOpenResources => _resources is { IsEmpty: false };

    /// <summary>Notes what the run waits for at its end. Any thread.</summary>
    /// <returns>False when the body has ended: nothing may be opened any more.</returns>
    public bool TryOpen(IRunResource resource)
    {
        return Resources().TryAdd(resource);
    }

    /// <summary>Nothing of it is open any more, and it calls no more into the flow. Any thread.</summary>
    public void Closed(IRunResource resource)
    {
        // The end of the run may wait for this one.
        if (_resources!.Remove(resource)) Continue(static _ => { }, null);
    }

    /// <summary>What the run has open. Any thread; a snapshot.</summary>
    public IRunResource[] OpenResources() => _resources?.ToArray() ?? [];

    /// <summary>Adds a timer, which goes with the run if it has not fired. Any thread.</summary>
    /// <param name="timer">The timer.</param>
    /// <param name="due">When it fires, by the clock's timestamps; null for <paramref name="delay"/>.</param>
    /// <param name="delay">After which time it fires.</param>
    /// <returns>False when the run is ending: it will not fire.</returns>
    public bool TryAddTimer(RunDeadline timer, long? due, TimeSpan delay = default)
    {
        if (!Resources().TryAdd(timer)) return false;
        try
        {
            if (due is { } stamp) _deadlines.AddAt(timer, stamp);
            else _deadlines.Add(timer, delay);
        }
        catch
        {
            // The clock failed, and whoever asks for the timer hears it.
            timer.Run?.Remove(timer);
            throw;
        }

        // The run may have ended between the two.
        if (timer.Run is null) _deadlines.Remove(timer);
        return true;
    }

    /// <summary>Takes a timer back. Any thread.</summary>
    public void RemoveTimer(RunDeadline timer)
    {
        timer.Run?.Remove(timer);
        _deadlines.Remove(timer);
    }

    /// <summary>Tells all that is open to close.</summary>
    private void EndResources()
    {
        if (_resources is null && Interlocked.CompareExchange(ref _resources, RunResources.Closed, null) is null) return;
        foreach (var resource in _resources.BeginEnd())
        {
            // One that fails to close must not keep the others open.
            if (Guard.Call(static resource => resource.OnBodyEnded(), resource) is { } error) _owner.Logger.CloseFailed(Path, resource.Description, error);
        }

        while (_resources.TakeTimer() is { } timer) _deadlines.Remove(timer);
    }

    private RunResources Resources()
    {
        // Looked at once: at the next attempt of the body it is null again for a moment.
        if (Volatile.Read(ref _resources) is { } known) return known;
        var made = new RunResources();
        return Interlocked.CompareExchange(ref _resources, made, null) ?? made;
    }

    /// <summary>The next attempt may open its own.</summary>
    private void RenewResources() => _resources = null;

    private string DescribeResources()
    {
        if (_resources?.ToArray() is not { Length: > 0 } open) return "its children to end";
        return open.Length == 1 ? $"{open[0].Description} to close" : $"{open[0].Description} and {open.Length - 1} more to close";
    }
}
