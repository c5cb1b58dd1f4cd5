using Microsoft.Extensions.Logging;

namespace Actors.Application.Hub;

/// <summary>The memory of all that waits for clients that are behind, and its limit. Any thread may call.</summary>
/// <remarks>One number, changed once for each delivery to a client that is behind. Lines that wait for many clients count once. Past the
/// limit the fullest queue is closed, then the next one, until the rest fits: the limit of each client alone would let a few clients
/// together take all memory.</remarks>
internal sealed class HubQueues(HubOptions options, HubClients clients, WorkerSystem system, ILogger<HubQueues> logger)
{
    private readonly long _limit = options.QueuedBytesLimit;
    private readonly LogPace _pace = new(system.TimeProvider);
    private readonly Lock _gate = new();

    /// <summary>The client that was chosen last: no other one is while its queue still stands. Under the lock.</summary>
    private HubConnection? _chosen;

    private long _bytes;
    private long _closed;

    /// <summary>Bytes that the queues take.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How many clients were closed because theirs was the fullest queue.</summary>
    public long Closed => Volatile.Read(ref _closed);

    /// <summary>Whether the queues take more than they may.</summary>
    public bool IsOver => Bytes > _limit;

    public void Add(long bytes)
    {
        if (Interlocked.Add(ref _bytes, bytes) > _limit) MakeRoom();
    }

    public void Remove(long bytes) => Interlocked.Add(ref _bytes, -bytes);

    /// <summary>A client's queue was closed as the fullest one.</summary>
    /// <returns>What the client is told.</returns>
    public string OnClosed(HubConnection client, long bytes)
    {
        var closed = Interlocked.Increment(ref _closed);
        if (_pace.TryPass(out var leftOut)) logger.FullestClosed(client.Name, client.Address, bytes, _limit, closed, leftOut);
        return $"too slow: more than {_limit} bytes waited for all clients together, most of them for this one";
    }

    private void MakeRoom()
    {
        // Whoever holds it is about to choose.
        if (!_gate.TryEnter()) return;
        try
        {
            if (_chosen is { IsClosing: false, QueuedBytes: > 0 }) return;
            _chosen = null;
            foreach (var client in clients.All)
            {
                if (!client.IsClosing && client.QueuedBytes > (_chosen?.QueuedBytes ?? 0)) _chosen = client;
            }

            _chosen?.CloseAsFullest();
        }
        finally
        {
            _gate.Exit();
        }
    }
}
