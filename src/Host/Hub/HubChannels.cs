using System.Collections.Concurrent;

namespace Actors.Application.Hub;

/// <summary>The channels by name; one exists while somebody is subscribed. Any thread may call.</summary>
internal sealed class HubChannels(WorkerSystem system)
{
    private readonly ConcurrentDictionary<string, HubChannel> _channels = new(StringComparer.Ordinal);

    /// <summary>Held while a subscription comes or goes, so that nobody subscribes to a channel that is being removed.</summary>
    private readonly Lock _gate = new();

    /// <summary>Subscribes a worker to <see cref="HubEvents.Lines"/> of a name.</summary>
    /// <param name="name">The channel.</param>
    /// <param name="worker">The subscriber.</param>
    /// <param name="backlog">What waits for it, when publishers are to give it time.</param>
    public void Sub(string name, Worker worker, Backlog? backlog = null)
    {
        lock (_gate) _channels.GetOrAdd(name, static (name, system) => new HubChannel(name, system), system).Sub(worker, backlog);
    }

    /// <summary>Ends a subscription, given as it was made.</summary>
    public void Unsub(string name, Worker worker, Backlog? backlog = null)
    {
        lock (_gate)
        {
            if (!_channels.TryGetValue(name, out var channel)) return;
            channel.Unsub(worker, backlog);
            if (channel.IsEmpty) _channels.TryRemove(name, out _);
        }
    }

    /// <summary>The channel of a name, if somebody is subscribed.</summary>
    public HubChannel? Find(string name) => _channels.GetValueOrDefault(name);
}
