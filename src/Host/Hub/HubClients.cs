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

    /// <summary>Those that WHO lists: all but the ones that are being closed.</summary>
    private volatile ImmutableList<HubConnection> _listed = [];

    public HubCounts Counts { get; } = new();

    /// <summary>The clients at this moment, in the order of their ids.</summary>
    public IReadOnlyList<HubConnection> All => _clients;

    public void Add(HubConnection client)
    {
        lock (_gate)
        {
            _clients = With(_clients, client);
            _listed = With(_listed, client);
        }

        Counts.AddAccepted();
    }

    /// <summary>WHO lists the client no more.</summary>
    /// <remarks>A client can see the end of its connection before the hub does, and ask on another one who is there.</remarks>
    public void Unlist(HubConnection client)
    {
        lock (_gate) _listed = Without(_listed, client);
    }

    public void Remove(HubConnection client)
    {
        lock (_gate)
        {
            _clients = Without(_clients, client);
            _listed = Without(_listed, client);
        }
    }

    /// <summary>The answer to WHO: those after a client, as many as fit.</summary>
    public byte[] Describe(int after, int maxLength) => WhoPage.Of(_listed, after, maxLength);

    private static ImmutableList<HubConnection> With(ImmutableList<HubConnection> list, HubConnection client)
    {
        var at = list.BinarySearch(client, ById);
        return at < 0 ? list.Insert(~at, client) : list;
    }

    private static ImmutableList<HubConnection> Without(ImmutableList<HubConnection> list, HubConnection client)
    {
        var at = list.BinarySearch(client, ById);
        return at < 0 ? list : list.RemoveAt(at);
    }
}
