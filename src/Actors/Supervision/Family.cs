namespace Actors.Supervision;

/// <summary>The running children of one worker, or the running root workers of a system.</summary>
/// <remarks>A list through the members themselves: adding and removing cost the same for one child and for a hundred thousand. Any
/// thread may call; the lock is held for pointers only, never while foreign code runs.</remarks>
internal sealed class Family
{
    /// <summary>What a worker has that ends without having had a child.</summary>
    public static readonly Family Closed = new() { _closed = true };

    private readonly Lock _gate = new();
    private FamilyMember? _first;
    private FamilyMember? _last;
    private int _count;

    /// <summary>Members for which the end of the parent waits (spec C4).</summary>
    private int _holding;

    private bool _closed;

    /// <summary>What holds every member, those to come among them; null for most. Replaced as a whole.</summary>
    private FlowHold[]? _holds;

    /// <summary>Set by <see cref="Close"/>: called when nobody holds the family any more, outside the lock.</summary>
    private Action? _onReleased;

    public int Count
    {
        get
        {
            lock (_gate) return _count;
        }
    }

    /// <summary>Adds a member at the end.</summary>
    /// <returns>False when the family is closed: its parent has ended or is ending.</returns>
    public bool TryAdd(FamilyMember member, bool holds)
    {
        lock (_gate)
        {
            if (_closed) return false;
            member.Family = this;
            member.HoldsFamily = holds;
            member.Previous = _last;
            member.Next = null;
            if (_last is null) _first = member;
            else _last.Next = member;
            _last = member;
            _count++;
            if (holds) _holding++;
            return true;
        }
    }

    public void Remove(FamilyMember member)
    {
        if (Unlink(member)) Release();
    }

    /// <summary>Takes a member out, which goes on holding the family if it did: its parent may not end yet.</summary>
    /// <returns>Whether it holds the family until <see cref="Release"/>.</returns>
    public bool Unlink(FamilyMember member)
    {
        lock (_gate)
        {
            if (member.Family != this) return false;
            if (member.Previous is null) _first = member.Next;
            else member.Previous.Next = member.Next;
            if (member.Next is null) _last = member.Previous;
            else member.Next.Previous = member.Previous;
            member.Previous = member.Next = null;
            member.Family = null;
            _count--;
            return member.HoldsFamily;
        }
    }

    /// <summary>A member that was taken out holds the family no more.</summary>
    public void Release()
    {
        Action? released = null;
        lock (_gate)
        {
            if (--_holding == 0) released = Interlocked.Exchange(ref _onReleased, null);
        }

        released?.Invoke();
    }

    /// <summary>What new members are held by.</summary>
    public FlowHold[]? Holds => Volatile.Read(ref _holds);

    /// <summary>Holds those who come from now on.</summary>
    /// <returns>The members at this moment, for whom nothing was done.</returns>
    public FamilyMember[] Hold(FlowHold hold)
    {
        lock (_gate)
        {
            if (!_closed && _holds?.Contains(hold) != true) _holds = [.. _holds ?? [], hold];
            return Snapshot();
        }
    }

    /// <summary>The opposite of <see cref="Hold"/>.</summary>
    /// <returns>The members at this moment, for whom nothing was done.</returns>
    public FamilyMember[] LetGo(FlowHold hold)
    {
        lock (_gate)
        {
            if (_holds is { } holds) _holds = holds.Length == 1 && holds[0] == hold ? null : [.. holds.Where(other => other != hold)];
            return Snapshot();
        }
    }

    /// <summary>The members at this moment, in the order in which they came.</summary>
    public FamilyMember[] ToArray()
    {
        lock (_gate) return Snapshot();
    }

    /// <summary>Refuses new members.</summary>
    /// <param name="onReleased">Called once when nobody holds the family any more; not called when nobody does now.</param>
    /// <param name="members">The members at this moment.</param>
    /// <returns>True when nobody holds the family now.</returns>
    public bool Close(Action onReleased, out FamilyMember[] members)
    {
        lock (_gate)
        {
            _closed = true;
            members = Snapshot();
            if (_holding == 0) return true;
            _onReleased = onReleased;
            return false;
        }
    }

    private FamilyMember[] Snapshot()
    {
        var members = new FamilyMember[_count];
        var i = 0;
        for (var member = _first; member is not null; member = member.Next) members[i++] = member;
        return members;
    }
}
