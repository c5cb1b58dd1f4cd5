using System.Net;
using System.Net.Sockets;

namespace Actors.Benchmarks.Subjects.Tcp;

/// <summary>What both sides of the TCP comparisons share.</summary>
internal static class Loopback
{
    /// <summary>How much goes to the echo and back.</summary>
    public const long Bytes = 512L << 20;

    /// <summary>What is written at once; also the buffer of every read.</summary>
    public const int Chunk = 64 * 1024;

    public const int RoundTrips = 50_000;

    /// <summary>What goes there and back in a round trip.</summary>
    public const int Message = 64;

    public static IPEndPoint AnyPort { get; } = new(IPAddress.Loopback, 0);

    /// <summary>Two connected sockets.</summary>
    public static (Socket Client, Socket Server) Pair()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(AnyPort);
        listener.Listen();
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        client.Connect(listener.LocalEndPoint!);
        var server = listener.Accept();
        server.NoDelay = true;
        return (client, server);
    }

    /// <summary>Sends back what comes, until the end.</summary>
    public static async Task EchoAsync(Socket socket)
    {
        var buffer = new byte[Chunk];
        while (await socket.ReceiveAsync(buffer.AsMemory()) is > 0 and var count) await SendAllAsync(socket, buffer.AsMemory(0, count));
    }

    public static async ValueTask SendAllAsync(Socket socket, ReadOnlyMemory<byte> data)
    {
        while (!data.IsEmpty) data = data[await socket.SendAsync(data)..];
    }
}
