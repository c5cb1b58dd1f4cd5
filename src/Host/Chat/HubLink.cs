using System.Net.Sockets;
using System.Text;
using Actors.Application.CommandLine;

namespace Actors.Application.Chat;

/// <summary>A connection to a hub: lines in, lines out.</summary>
internal sealed class HubLink : IDisposable
{
    private const int MostBytes = 1024 * 1024;
    private readonly Socket _socket;
    private byte[] _buffer = new byte[4096];
    private int _count;

    private HubLink(Socket socket) => _socket = socket;

    public static async Task<HubLink> ConnectAsync(HostAndPort place, CancellationToken cancellationToken)
    {
        var socket = new Socket(SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        try
        {
            await socket.ConnectAsync(place.Host, place.Port, cancellationToken);
            return new HubLink(socket);
        }
        catch
        {
            socket.Dispose();
            throw;
        }
    }

    /// <summary>The next line; null when the hub has closed the connection.</summary>
    public async Task<string?> ReadLineAsync(CancellationToken cancellationToken)
    {
        var looked = 0;
        while (true)
        {
            var end = _buffer.AsSpan(looked, _count - looked).IndexOf((byte)'\n');
            if (end >= 0) return TakeLine(looked + end);
            looked = _count;
            if (_count == MostBytes) throw new IOException("the hub has sent a line that does not end");
            if (_count == _buffer.Length) Array.Resize(ref _buffer, Math.Min(MostBytes, 2 * _count));
            var read = await _socket.ReceiveAsync(_buffer.AsMemory(_count), SocketFlags.None, cancellationToken);
            if (read == 0) return null;
            _count += read;
        }
    }

    public async Task WriteLineAsync(string line, CancellationToken cancellationToken)
    {
        ReadOnlyMemory<byte> rest = Encoding.UTF8.GetBytes(line + "\n");
        while (!rest.IsEmpty) rest = rest[await _socket.SendAsync(rest, SocketFlags.None, cancellationToken)..];
    }

    public void Dispose() => _socket.Dispose();

    private string TakeLine(int end)
    {
        var line = Encoding.UTF8.GetString(_buffer, 0, end).TrimEnd('\r');
        _count -= end + 1;
        _buffer.AsSpan(end + 1, _count).CopyTo(_buffer);
        return line;
    }
}
