using System.Diagnostics.CodeAnalysis;

namespace Actors.Timers;

/// <summary>A four-way heap by deadline, then order. Its owner holds the lock.</summary>
internal sealed class DeadlineHeap
{
    private const int Ways = 4;

    private Entry[] _entries = new Entry[16];
    private int _count;

    public int Count => _count;

    public long FirstDue => _entries[0].Due;

    public void Add(Deadline deadline)
    {
        if (_count == _entries.Length) Array.Resize(ref _entries, _count * 2);
        Up(_count++, new Entry(deadline.Due, deadline.Order, deadline));
    }

    public bool Remove(Deadline deadline)
    {
        var index = deadline.Index;
        if (index < 0) return false;

        deadline.Index = -1;
        var last = _entries[--_count];
        _entries[_count] = default;
        if (index == _count) return true;

        if (index > 0 && last.IsBefore(_entries[(index - 1) / Ways])) Up(index, last);
        else Down(index, last);
        return true;
    }

    public bool TryTakeDue(long now, [MaybeNullWhen(false)] out Deadline deadline)
    {
        deadline = _count > 0 && _entries[0].Due <= now ? _entries[0].Deadline : null;
        return deadline is not null && Remove(deadline);
    }

    public (Deadline Deadline, long Due)[] ToArray() =>
        Array.ConvertAll(_entries[.._count], static entry => (entry.Deadline, entry.Due));

    /// <summary>Puts deadlines off, and keeps their order of creation.</summary>
    /// <param name="shiftOf">By how much; zero for most.</param>
    public void PutOff(Func<Deadline, long> shiftOf)
    {
        for (var i = 0; i < _count; i++)
        {
            var deadline = _entries[i].Deadline;
            if (shiftOf(deadline) is var shift and not 0) _entries[i] = _entries[i] with { Due = deadline.Due = DeadlineQueue.Later(deadline.Due, shift) };
        }

        for (var i = _count > 1 ? (_count - 2) / Ways : -1; i >= 0; i--) Down(i, _entries[i]);
    }

    private void Up(int index, Entry entry)
    {
        while (index > 0)
        {
            var parent = (index - 1) / Ways;
            if (!entry.IsBefore(_entries[parent])) break;
            Put(index, _entries[parent]);
            index = parent;
        }

        Put(index, entry);
    }

    private void Down(int index, Entry entry)
    {
        while (true)
        {
            var child = index * Ways + 1;
            if (child >= _count) break;
            var first = child;
            var end = Math.Min(child + Ways, _count);
            for (child++; child < end; child++)
            {
                if (_entries[child].IsBefore(_entries[first])) first = child;
            }

            if (!_entries[first].IsBefore(entry)) break;
            Put(index, _entries[first]);
            index = first;
        }

        Put(index, entry);
    }

    private void Put(int index, Entry entry)
    {
        _entries[index] = entry;
        entry.Deadline.Index = index;
    }

    private readonly record struct Entry(long Due, long Order, Deadline Deadline)
    {
        public bool IsBefore(in Entry other) => Due < other.Due || (Due == other.Due && Order < other.Order);
    }
}
