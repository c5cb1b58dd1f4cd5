using System.Globalization;
using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Transports.Servers;
using Actors.Transports.Streams;

namespace Actors;

/// <content>Who is let in: each socket takes a place in the limit as soon as it is accepted.</content>
public sealed partial class TransportServer
{
    /// <summary>A client has come. On the thread pool, while the acceptor is pending.</summary>
    internal void OnAccepted(Socket socket)
    {
        if (HandleReserve.OfProcess is var handles && handles.IsReached(socket))
        {
            Refuse(socket, $"too many connections: this process may have {handles.Limit} files and sockets");
            return;
        }

        var place = default(ConnectionPlace);
        if (_options.Limit is { } limit)
        {
            place = limit.TryTake(AddressOf(socket), out var refusal);
            if (place is null)
            {
                Refuse(socket, refusal);
                return;
            }
        }

        Interlocked.Increment(ref _pending);
        _ = PrepareAsync(socket, place);
    }

    private static IPAddress? AddressOf(Socket socket) => (Transports.EndPoints.Unmap(socket.RemoteEndPoint) as IPEndPoint)?.Address;

    /// <summary>Costs no wait: a server that is full must go on refusing quickly. A client that speaks TLS would not understand the text.</summary>
    private void Refuse(Socket socket, string reason)
    {
        if (_refusals.TryPass(out var more)) Logger.ClientRefused(ToString(), Path, AddressOf(socket)?.ToString() ?? "local", reason, more);
        if (_options is { Tls: null, Refusal: { } text })
        {
            try
            {
                socket.Blocking = false;
                socket.Send(Encoding.UTF8.GetBytes(string.Format(CultureInfo.InvariantCulture, text, reason)), SocketFlags.None, out _);
            }
            catch (SocketException)
            {
                // The client was quicker, and has gone.
            }
        }

        SocketEnd.Dispose(socket);
    }
}
