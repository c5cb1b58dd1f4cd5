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
        catch (Exception error) when (error is SocketException or ArgumentException)
        {
            // The peer was quicker, and has gone; or it has a name that .NET cannot read.
            return null;
        }
    }

    private static string Name(EndPoint? endPoint) => endPoint?.ToString() is { Length: > 0 } name ? Printable(name) : "(unnamed)";

    /// <summary>A Unix peer chooses its name, which may hold lines and commands for terminals: they are shown, not written.</summary>
    private static string Printable(string name) => name.Any(char.IsControl) ? string.Concat(name.Select(Printable)) : name;

    private static char Printable(char c) => c switch
    {
        < ' ' => (char)('\u2400' + c),
        _ when char.IsControl(c) => '\uFFFD',
        _ => c,
    };
}
