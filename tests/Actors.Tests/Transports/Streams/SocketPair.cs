using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Flow;
using Actors.Tests.Conformance;
using Actors.Transports.Streams;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Tests.Transports.Streams;

/// <summary>A transport in a worker, and the bare socket at its other end.</summary>
internal sealed class SocketPair : IDisposable
{
    private SocketPair(Socket peer, StreamTransport transport) => (Peer, Transport) = (peer, transport);

    /// <summary>The other end.</summary>
    public Socket Peer { get; }

    public StreamTransport Transport { get; }

    /// <summary>Connects; the protocol has heard of it.</summary>
    public static async Task<SocketPair> Open(Worker worker, IStreamProtocol protocol, ILogger? logger = null)
    {
        var (ours, peer) = await Sockets();
        var opened = Barriers.Signal<StreamTransport>();
        Assert.True(worker.Flow!.Post(new OpenCall(ours, protocol, opened, logger ?? NullLogger.Instance)));
        return new SocketPair(peer, await opened.Task.Soon());
    }

    public static async Task<(Socket Ours, Socket Peer)> Sockets()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(new IPEndPoint(IPAddress.Loopback, 0));
        listener.Listen();
        var ours = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { NoDelay = true };
        await ours.ConnectAsync(listener.LocalEndPoint!);
        return (ours, await listener.AcceptAsync());
    }

    public void Send(string text) => Peer.Send(Encoding.UTF8.GetBytes(text));

    /// <summary>Reads until the end.</summary>
    public Task<byte[]> ReadToEnd() => Read(int.MaxValue, toEnd: true);

    public Task<byte[]> Read(int length) => Read(length, toEnd: false);

    private async Task<byte[]> Read(int most, bool toEnd)
    {
        var (data, buffer) = (new MemoryStream(), new byte[64 * 1024]);
        while (data.Length < most)
        {
            var count = await Peer.ReceiveAsync(buffer.AsMemory(0, (int)Math.Min(buffer.Length, most - data.Length))).AsTask().Soon();
            if (count == 0 && !toEnd) Assert.Fail($"The peer's stream ended after {data.Length} bytes of {most}.");
            if (count == 0) break;
            data.Write(buffer, 0, count);
        }

        return data.ToArray();
    }

    public void Dispose() => Peer.Dispose();

    private sealed class OpenCall(
        Socket socket, IStreamProtocol protocol, TaskCompletionSource<StreamTransport> opened, ILogger logger) : FlowCall
    {
        public override void Invoke(WorkerFlow flow)
        {
            var transport = new StreamTransport(flow, protocol, new SocketChannel(socket), logger);
            if (transport.TryOpen()) opened.SetResult(transport);
            else opened.SetException(new InvalidOperationException("the run is ending"));
        }
    }
}
