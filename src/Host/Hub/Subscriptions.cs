using System.Collections.Immutable;

namespace Actors.Application.Hub;

/// <summary>What one client is subscribed to. Belongs to the connection's flow, but for <see cref="Names"/>.</summary>
internal sealed class Subscriptions(HubChannels channels, Worker worker, Backlog backlog)
{
    private volatile ImmutableSortedSet<string> _names = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);

    /// <summary>The channels' names, in order. Any thread may read it.</summary>
    public IReadOnlyCollection<string> Names => _names;

    public bool Contains(string name) => _names.Contains(name);

    public void Add(string name)
    {
        channels.Sub(name, worker, backlog);
        _names = _names.Add(name);
    }

    public bool Remove(string name)
    {
        if (!_names.Contains(name)) return false;
        channels.Unsub(name, worker, backlog);
        _names = _names.Remove(name);
        return true;
    }

    public void Clear()
    {
        foreach (var name in _names) Remove(name);
    }
}
