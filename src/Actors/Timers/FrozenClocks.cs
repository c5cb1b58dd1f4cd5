namespace Actors.Timers;

/// <summary>Owners of deadlines for whom time stands still. Its queue holds the lock.</summary>
internal sealed class FrozenClocks
{
    private readonly Dictionary<object, Clock> _clocks = [];

    public bool IsEmpty => _clocks.Count == 0;

    /// <summary>Stops an owner's clock; one that stands already needs as many starts.</summary>
    public void Freeze(object owner, long now)
    {
        if (!_clocks.TryGetValue(owner, out var clock)) _clocks.Add(owner, clock = new Clock(now));
        clock.Count++;
    }

    /// <summary>The owner's time: it stands, or it is the time that is given.</summary>
    public long Now(Deadline deadline, long now) => Find(deadline)?.Stopped ?? now;

    /// <summary>Keeps a deadline that has come while its owner's clock stands.</summary>
    public bool TryKeep(Deadline deadline)
    {
        if (Find(deadline) is not { } clock) return false;
        clock.Kept.Add(deadline);
        return true;
    }

    public bool Remove(Deadline deadline) => Find(deadline) is { } clock && clock.Kept.Remove(deadline);

    /// <summary>Lets the owners' clocks go on.</summary>
    /// <returns>By how much the deadlines of each are put off.</returns>
    public Dictionary<object, long> Thaw(IEnumerable<object> owners, long now, List<Deadline> kept)
    {
        var shifts = new Dictionary<object, long>();
        foreach (var owner in owners)
        {
            if (!_clocks.TryGetValue(owner, out var clock) || --clock.Count > 0) continue;
            _clocks.Remove(owner);
            shifts.Add(owner, now - clock.Stopped);
            kept.AddRange(clock.Kept);
        }

        return shifts;
    }

    private Clock? Find(Deadline deadline) => deadline.Owner is { } owner ? _clocks.GetValueOrDefault(owner) : null;

    private sealed class Clock(long stopped)
    {
        public long Stopped => stopped;

        public int Count { get; set; }

        /// <summary>Due by the clock of the queue, and not by this one.</summary>
        public List<Deadline> Kept { get; } = [];
    }
}
