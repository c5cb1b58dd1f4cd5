using System.Collections.Immutable;

namespace Actors.Application.Hub;

/// <summary>The clients that are connected. Any thread may call.</summary>
internal sealed class HubClients
{
    private static readonly Comparer<HubConnection> ById = Comparer<HubConnection>.Create(static (one, other) => one.Id.CompareTo(other.Id));

    private readonly Lock _gate = new();

    /// <summary>In the order of their ids. Replaced as a whole under the lock: a reader walks the list that it has read, whatever comes and
    /// goes meanwhile.</summary>
    private volatile ImmutableList<HubConnection> _clients = [];

    public HubCounts Counts { get; } = new();

    /// <summary>The clients at this moment, in the order of their ids.</summary>
    public IReadOnlyList<HubConnection> All => _clients;

    public void Add(HubConnection client)
    {
        lock (_gate)
        {
            var at = _clients.BinarySearch(client, ById);
            if (at < 0) _clients = _clients.Insert(~at, client);
        }

        Counts.AddAccepted();
    }

    public void Remove(HubConnection client)
    {
        lock (_gate)
        {
            var at = _clients.BinarySearch(client, ById);
            if (at >= 0) _clients = _clients.RemoveAt(at);
        }
    }

    /// <summary>The answer to WHO: those after a client, as many as fit.</summary>
    public byte[] Describe(int after, int maxLength) => WhoPage.Of(_clients, after, maxLength);
}
