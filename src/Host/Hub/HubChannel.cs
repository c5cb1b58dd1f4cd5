using System.Collections.Immutable;

namespace Actors.Application.Hub;

/// <summary>A channel, and what waits for the clients among its subscribers. Any thread may read it.</summary>
internal sealed class HubChannel(string name, WorkerSystem system)
{
    private readonly Channel _channel = new(name, system);
    private volatile ImmutableHashSet<Backlog> _backlogs = [];

    public bool IsEmpty => _channel.Count == 0;

    /// <summary>How long a publisher pauses after a read that brought lines for this channel.</summary>
    public TimeSpan Pause => _backlogs.Aggregate(TimeSpan.Zero, static (longest, backlog) => backlog.Pause > longest ? backlog.Pause : longest);

    public void Publish(HubLines lines) => _channel.Pub(HubEvents.Lines, lines);

    /// <summary>Under the lock of <see cref="HubChannels"/>.</summary>
    public void Sub(Worker worker, Backlog? backlog)
    {
        _channel.Sub(worker);
        if (backlog is not null) _backlogs = _backlogs.Add(backlog);
    }

    /// <summary>Under the lock of <see cref="HubChannels"/>.</summary>
    public void Unsub(Worker worker, Backlog? backlog)
    {
        _channel.Unsub(worker);
        if (backlog is not null) _backlogs = _backlogs.Remove(backlog);
    }
}
