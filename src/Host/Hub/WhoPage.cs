using System.Collections.Immutable;
using System.Text;

namespace Actors.Application.Hub;

/// <summary>One answer to WHO: as many clients as fit into a line.</summary>
/// <remarks><c>WHO count client…</c>, and of each client <c>name@address=channel,channel</c>. Where a client has more channels than fit into
/// a page of its own, <c>+count</c> stands for the others. When more clients follow, the page ends with <c>more: WHO name</c>, the command
/// that asks for them. A name is a place in the order of the clients: it may have left meanwhile.</remarks>
internal static class WhoPage
{
    /// <summary>Characters that are kept free for <c>+count</c> and for <c>more: WHO name</c>, numbers of ten digits among them.</summary>
    private const int Reserve = 48;

    /// <summary>Makes a page.</summary>
    /// <param name="clients">All of them, in the order of their ids.</param>
    /// <param name="after">The id of the last client of the page before; 0 for the first page.</param>
    /// <param name="maxLength">How long it may be, without its end. Bytes, which are characters here: names and addresses are ASCII.</param>
    public static byte[] Of(ImmutableList<HubConnection> clients, int after, int maxLength)
    {
        var text = new StringBuilder().Append("WHO ").Append(clients.Count);
        var room = maxLength - Reserve;
        var first = FirstAfter(clients, after);
        for (var i = first; i < clients.Count; i++)
        {
            var length = text.Length;
            if (TryAppend(text, clients[i], room) || i == first) continue;
            text.Length = length;
            text.Append(" more: WHO ").Append(clients[i - 1].Name);
            break;
        }

        return Encoding.UTF8.GetBytes(text.Append('\n').ToString());
    }

    /// <summary>Appends a client, and no more of its channels than fit.</summary>
    /// <returns>Whether all fit.</returns>
    private static bool TryAppend(StringBuilder text, HubConnection client, int room)
    {
        text.Append(' ').Append(client.Name).Append('@').Append(client.Address).Append('=');
        var names = client.Names;
        var count = 0;
        foreach (var name in names)
        {
            if (text.Length + 1 + name.Length > room) break;
            if (count++ > 0) text.Append(',');
            text.Append(name);
        }

        if (count < names.Count) text.Append(count > 0 ? "," : "").Append('+').Append(names.Count - count);
        return count == names.Count && text.Length <= room;
    }

    private static int FirstAfter(ImmutableList<HubConnection> clients, int id)
    {
        var (low, high) = (0, clients.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (clients[middle].Id <= id) low = middle + 1;
            else high = middle;
        }

        return low;
    }
}
