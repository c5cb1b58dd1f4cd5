using System.Collections.Concurrent;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>Who is connected. Any thread may call.</summary>
internal sealed class HubClients
{
    private readonly ConcurrentDictionary<int, HubConnection> _clients = new();

    public HubCounts Counts { get; } = new();

    public IReadOnlyCollection<HubConnection> All => [.. _clients.OrderBy(static pair => pair.Key).Select(static pair => pair.Value)];

    public void Add(HubConnection client)
    {
        _clients[client.Id] = client;
        Counts.AddAccepted();
    }

    public void Remove(HubConnection client) => _clients.TryRemove(client.Id, out _);

    /// <summary>The answer to WHO: <c>WHO count client…</c>, and of each client <c>name@address=channel,channel</c>.</summary>
    public byte[] Describe()
    {
        var all = All;
        var text = new StringBuilder().Append("WHO ").Append(all.Count);
        foreach (var client in all) text.Append(' ').Append(client.Name).Append('@').Append(client.Address).Append('=').AppendJoin(',', client.Names);
        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }
}
