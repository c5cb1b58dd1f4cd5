using System.Collections.Immutable;

namespace Actors.Application.Hub;

/// <summary>What one client is subscribed to: on the channels, and in its own eyes.</summary>
/// <remarks>The reader joins and leaves the channels at the very line that says so, since the next line may publish there. The connection
/// follows when that line's event comes to it, in order with the lines published before and after. What comes in between is not for
/// the client.</remarks>
internal sealed class Subscriptions(HubChannels channels, Worker worker, Backlog backlog, int limit)
{
    private readonly Lock _gate = new();
    private readonly HashSet<string> _joined = new(StringComparer.Ordinal);
    private volatile ImmutableSortedSet<string> _names = ImmutableSortedSet.Create<string>(StringComparer.Ordinal);
    private bool _isOver;

    /// <summary>The channels' names, in order. Any thread may read it.</summary>
    public IReadOnlyCollection<string> Names => _names;

    /// <summary>Subscribes the connection's worker. Called by the reader.</summary>
    /// <returns>False when the client has as many subscriptions as it may have.</returns>
    public bool TryJoin(string name)
    {
        lock (_gate)
        {
            if (_isOver || _joined.Contains(name)) return true;
            if (_joined.Count >= limit) return false;
            _joined.Add(name);
            channels.Sub(name, worker, backlog);
            return true;
        }
    }

    /// <summary>Ends the worker's subscription. Called by the reader.</summary>
    public void Leave(string name)
    {
        lock (_gate)
        {
            if (_joined.Remove(name)) channels.Unsub(name, worker, backlog);
        }
    }

    /// <summary>Whether lines of this name are for the client. In the connection's flow, as all below.</summary>
    public bool Contains(string name) => _names.Contains(name);

    public void Add(string name) => _names = _names.Add(name);

    public bool Remove(string name)
    {
        var isThere = _names.Contains(name);
        _names = _names.Remove(name);
        return isThere;
    }

    /// <summary>Leaves every channel for good.</summary>
    public void Clear()
    {
        lock (_gate)
        {
            _isOver = true;
            foreach (var name in _joined) channels.Unsub(name, worker, backlog);
            _joined.Clear();
        }

        _names = _names.Clear();
    }
}
