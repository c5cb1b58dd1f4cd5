namespace Actors.Events;

/// <summary>The listeners of one worker, in the order in which they are called.</summary>
/// <remarks>Readers take the array as it stands; each change makes a new one, so that a change inside a listener affects the next
/// event and not this one (spec E3). Any thread may change it.</remarks>
internal sealed class ListenerTable
{
    private static readonly Listener[] None = [];

    /// <summary>By priority, then registration. Replaced as a whole, never changed in place.</summary>
    private volatile Listener[] _listeners = None;

    /// <summary>The listeners by name, once there are many; made by the reader, for the array it was made from.</summary>
    private Index? _index;

    public int Count => _listeners.Length;

    /// <summary>The listeners to try for an event: all of them while they are few, those of its name when they are many.</summary>
    public Listener[] For(string name)
    {
        var listeners = _listeners;
        if (listeners.Length <= Index.Threshold) return listeners;

        var index = _index;
        if (index is null || index.Source != listeners) _index = index = new Index(listeners);
        return index.ByName.GetValueOrDefault(name, None);
    }

    public void Add(Listener listener)
    {
        while (true)
        {
            var old = _listeners;
            var at = old.Length;
            while (at > 0 && old[at - 1].Priority < listener.Priority) at--;
            if (TryReplace(old, [.. old.AsSpan(0, at), listener, .. old.AsSpan(at)])) return;
        }
    }

    /// <returns>False when the listener was not there.</returns>
    public bool Remove(Listener listener)
    {
        while (true)
        {
            var old = _listeners;
            var at = Array.IndexOf(old, listener);
            if (at < 0) return false;
            if (TryReplace(old, [.. old.AsSpan(0, at), .. old.AsSpan(at + 1)])) return true;
        }
    }

    /// <summary>Removes what was made for one run; removing it again does nothing (spec E9).</summary>
    public void RemoveNonPermanent()
    {
        while (true)
        {
            var old = _listeners;
            if (Array.TrueForAll(old, static listener => listener.Permanent)) return;
            foreach (var listener in old) listener.IsSpent |= !listener.Permanent;
            if (TryReplace(old, Array.FindAll(old, static listener => listener.Permanent))) return;
        }
    }

    private bool TryReplace(Listener[] old, Listener[] changed) =>
        Interlocked.CompareExchange(ref _listeners!, changed, old) == old;

    private sealed class Index(Listener[] source)
    {
        public const int Threshold = 8;

        public Listener[] Source { get; } = source;

        public Dictionary<string, Listener[]> ByName { get; } =
            source.GroupBy(static listener => listener.EventName).ToDictionary(static group => group.Key, static group => group.ToArray());
    }
}
