using System.Net.Sockets;
using Actors.Transports.Servers;

namespace Actors.Transports.Streams;

/// <summary>The bytes of a connected socket.</summary>
internal sealed class SocketChannel : ByteChannel
{
    private readonly Socket _socket;
    private readonly ConnectionPlace? _place;
    private readonly SocketNames _names;

    /// <param name="socket">Connected; the channel's from now on.</param>
    /// <param name="place">Its place in a server's limit, if it has one; left when the channel is closed.</param>
    public SocketChannel(Socket socket, ConnectionPlace? place = null)
    {
        _socket = socket;
        _place = place;
        _names = new SocketNames(socket);

        // A write that cannot go out at once must say so instead of blocking.
        socket.Blocking = false;
    }

    public override string Description => _names.ToString();

    public override bool CanShutdownWrite => true;

    public override ValueTask<int> ReadAsync(Memory<byte> buffer) => _socket.ReceiveAsync(buffer, SocketFlags.None);

    public override int TryWrite(ReadOnlySpan<byte> data)
    {
        var sent = _socket.Send(data, SocketFlags.None, out var error);
        return error is SocketError.Success or SocketError.WouldBlock ? sent : throw new SocketException((int)error);
    }

    public override async ValueTask WriteAsync(ReadOnlyMemory<byte> data)
    {
        // On some systems a socket that does not block sends a part.
        while (!data.IsEmpty) data = data[await _socket.SendAsync(data, SocketFlags.None).ConfigureAwait(false)..];
    }

    public override void ShutdownWrite() => _socket.Shutdown(SocketShutdown.Send);

    public override void Dispose() => SocketEnd.Dispose(_socket, _place);

    public override object? FindInfo(string name) => name == TransportInfo.Socket ? _socket : _names.Find(name);
}
