namespace Actors.Application.Hub;

/// <summary>A channel, and what waits for the clients among its subscribers. Any thread may read it.</summary>
internal sealed class HubChannel(string name, WorkerSystem system)
{
    private readonly Channel _channel = new(name, system);
    private readonly Lock _gate = new();
    private readonly HashSet<Backlog> _backlogs = [];

    /// <summary>What publishers walk; null after a change. Never changed in place.</summary>
    private volatile Backlog[]? _snapshot;

    private int _subscribers;

    /// <summary>Under the lock of <see cref="HubChannels"/>.</summary>
    public bool IsEmpty => _subscribers == 0;

    /// <summary>How long a publisher pauses after a read that brought lines for this channel.</summary>
    public TimeSpan Pause
    {
        get
        {
            var longest = TimeSpan.Zero;
            foreach (var backlog in _snapshot ?? TakeSnapshot())
            {
                if (backlog.Pause is var pause && pause > longest) longest = pause;
            }

            return longest;
        }
    }

    /// <summary>Publishes lines.</summary>
    /// <returns>To how many subscribers.</returns>
    public int Publish(HubLines lines) => _channel.Pub(HubEvents.Lines, lines);

    /// <summary>Under the lock of <see cref="HubChannels"/>.</summary>
    public void Sub(Worker worker, Backlog? backlog)
    {
        if (_channel.Sub(worker)) _subscribers++;
        if (backlog is null) return;
        lock (_gate)
        {
            _backlogs.Add(backlog);
            _snapshot = null;
        }
    }

    /// <summary>Under the lock of <see cref="HubChannels"/>.</summary>
    public void Unsub(Worker worker, Backlog? backlog)
    {
        if (_channel.Unsub(worker)) _subscribers--;
        if (backlog is null) return;
        lock (_gate)
        {
            _backlogs.Remove(backlog);
            _snapshot = null;
        }
    }

    private Backlog[] TakeSnapshot()
    {
        lock (_gate) return _snapshot ??= [.. _backlogs];
    }
}
