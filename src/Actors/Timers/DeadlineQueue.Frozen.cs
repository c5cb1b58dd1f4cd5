namespace Actors.Timers;

/// <content>Time that stands still for some (acknowledged pause).</content>
internal sealed partial class DeadlineQueue
{
    /// <summary>Null while time goes on for everybody.</summary>
    private FrozenClocks? _frozen;

    /// <summary>Stops an owner's clock: what has not fallen due does so only once the clock goes on, with the time that it had left.</summary>
    public void Freeze(object owner)
    {
        var now = _time.GetTimestamp();
        lock (_gate) (_frozen ??= new FrozenClocks()).Freeze(owner, now);
    }

    /// <summary>Lets clocks go on. It looks at every pending deadline, once for all of these owners.</summary>
    public void Thaw(IReadOnlyCollection<object> owners)
    {
        if (owners.Count == 0) return;
        var now = _time.GetTimestamp();
        lock (_gate)
        {
            if (_frozen is null || _disposed) return;
            var kept = new List<Deadline>();
            var shifts = _frozen.Thaw(owners, now, kept);
            if (_frozen.IsEmpty) _frozen = null;
            if (shifts.Count == 0) return;

            long ShiftOf(Deadline deadline) => deadline.Owner is { } owner ? shifts.GetValueOrDefault(owner) : 0;
            _heap.PutOff(ShiftOf);
            foreach (var deadline in kept)
            {
                deadline.Due = Later(deadline.Due, ShiftOf(deadline));
                _heap.Add(deadline);
            }

            if (!_isFiring && _heap.Count > 0 && _heap.FirstDue < _armed) Arm(now, _heap.FirstDue);
        }
    }

    /// <summary>The sum, or the end of time.</summary>
    internal static long Later(long due, long by) => due > long.MaxValue - by ? long.MaxValue : due + by;
}
