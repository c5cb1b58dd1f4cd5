using System.Net;
using System.Net.Sockets;

namespace Actors.Transports.Streams;

/// <summary>The two ends of a connected socket, which it does not tell any more when it is closed (transports 29).</summary>
internal sealed class SocketNames(Socket socket)
{
    private readonly EndPoint? _local = TryGet(static socket => socket.LocalEndPoint, socket);
    private readonly EndPoint? _peer = TryGet(static socket => socket.RemoteEndPoint, socket);

    /// <returns>Null for any other name.</returns>
    public EndPoint? Find(string name) => name switch
    {
        TransportInfo.PeerName => _peer,
        TransportInfo.SockName => _local,
        _ => null,
    };

    public override string ToString() => $"the connection {Name(_local)} → {Name(_peer)}";

    private static EndPoint? TryGet(Func<Socket, EndPoint?> get, Socket socket)
    {
        try
        {
            return EndPoints.Unmap(get(socket));
        }
        catch (SocketException)
        {
            // The peer was quicker, and has gone.
            return null;
        }
    }

    private static string Name(EndPoint? endPoint) => endPoint?.ToString() is { Length: > 0 } name ? name : "(unnamed)";
}
