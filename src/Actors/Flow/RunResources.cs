namespace Actors.Flow;

/// <summary>What one run has open. Any thread may call; nothing foreign runs inside the lock.</summary>
internal sealed class RunResources
{
    /// <summary>What a run has that ends without having opened anything.</summary>
    public static readonly RunResources Closed = new() { _isEnding = true };

    private readonly Lock _gate = new();
    private readonly HashSet<IRunResource> _open = new(ReferenceEqualityComparer.Instance);
    private bool _isEnding;

    /// <summary>The timers that have not fired, the youngest first, linked by their own fields.</summary>
    private RunDeadline? _firstTimer;

    /// <summary>The coroutines that wait for events, or did, those who have waited longest first. Belongs to the flow's turn.</summary>
    public List<Coroutine> Offered { get; } = [];

    public bool IsEmpty
    {
        get
        {
            lock (_gate) return _open.Count == 0;
        }
    }

    /// <returns>False when the run is ending: nothing may be opened any more.</returns>
    public bool TryAdd(IRunResource resource)
    {
        lock (_gate) return !_isEnding && _open.Add(resource);
    }

    /// <returns>Whether it was the last one of a run that waits for it.</returns>
    public bool Remove(IRunResource resource)
    {
        lock (_gate) return _open.Remove(resource) && _isEnding && _open.Count == 0;
    }

    /// <summary>Notes a timer, which is to go with the run.</summary>
    /// <returns>False when the run is ending: it would never fire.</returns>
    public bool TryAdd(RunDeadline timer)
    {
        lock (_gate)
        {
            if (_isEnding) return false;
            timer.Run = this;
            timer.NextOfRun = _firstTimer;
            if (_firstTimer is { } next) next.Previous = timer;
            _firstTimer = timer;
            return true;
        }
    }

    /// <summary>A timer has fired, or was taken back.</summary>
    public void Remove(RunDeadline timer)
    {
        lock (_gate)
        {
            if (timer.Run is null) return;
            timer.Run = null;
            if (timer.Previous is { } previous) previous.NextOfRun = timer.NextOfRun;
            else _firstTimer = timer.NextOfRun;
            if (timer.NextOfRun is { } next) next.Previous = timer.Previous;
            timer.Previous = timer.NextOfRun = null;
        }
    }

    /// <summary>Takes a timer that has not fired; null when there is none. After <see cref="BeginEnd"/>.</summary>
    public RunDeadline? TakeTimer()
    {
        lock (_gate)
        {
            var timer = _firstTimer;
            if (timer is not null) Remove(timer);
            return timer;
        }
    }

    /// <summary>Refuses what comes from now on.</summary>
    /// <returns>What is open, or nothing when that was asked before.</returns>
    public IRunResource[] BeginEnd()
    {
        lock (_gate)
        {
            if (_isEnding) return [];
            _isEnding = true;
            return [.. _open];
        }
    }

    /// <summary>What is open at this moment.</summary>
    public IRunResource[] ToArray()
    {
        lock (_gate) return [.. _open];
    }
}
