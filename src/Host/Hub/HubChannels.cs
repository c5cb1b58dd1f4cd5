using System.Collections.Concurrent;

namespace Actors.Application.Hub;

/// <summary>The channels by name; one exists while somebody is subscribed. Any thread may call.</summary>
internal sealed class HubChannels(WorkerSystem system)
{
    private readonly ConcurrentDictionary<string, Channel> _channels = new(StringComparer.Ordinal);

    /// <summary>Held while a subscription comes or goes, so that nobody subscribes to a channel that is being removed.</summary>
    private readonly Lock _gate = new();

    public void Sub(string name, Worker worker)
    {
        lock (_gate) _channels.GetOrAdd(name, static (name, system) => new Channel(name, system), system).Sub(worker);
    }

    public void Unsub(string name, Worker worker)
    {
        lock (_gate)
        {
            if (!_channels.TryGetValue(name, out var channel)) return;
            channel.Unsub(worker);
            if (channel.Count == 0) _channels.TryRemove(name, out _);
        }
    }

    /// <summary>Whether somebody is subscribed, so that publishing makes sense.</summary>
    public bool TryGet(string name, out Channel channel) => _channels.TryGetValue(name, out channel!);
}
