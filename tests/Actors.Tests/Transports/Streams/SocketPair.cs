using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Flow;
using Actors.Tests.Conformance;
using Actors.Transports.Streams;
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
    public static async Task<SocketPair> Open(Worker worker, RecordingProtocol protocol)
    {
        var (ours, peer) = await Sockets();
        var opened = Barriers.Signal<StreamTransport>();
        Assert.True(worker.Flow!.Post(new OpenCall(ours, protocol, opened)));
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
    public async Task<byte[]> ReadToEnd()
    {
        using var stream = new NetworkStream(Peer);
        var data = new MemoryStream();
        await stream.CopyToAsync(data).Soon();
        return data.ToArray();
    }

    public async Task<byte[]> Read(int length)
    {
        using var stream = new NetworkStream(Peer);
        var data = new byte[length];
        await stream.ReadExactlyAsync(data).AsTask().Soon();
        return data;
    }

    public void Dispose() => Peer.Dispose();

    private sealed class OpenCall(Socket socket, RecordingProtocol protocol, TaskCompletionSource<StreamTransport> opened) : FlowCall
    {
        public override void Invoke(WorkerFlow flow)
        {
            var transport = new StreamTransport(flow, protocol, new SocketChannel(socket), NullLogger.Instance);
            if (transport.TryOpen()) opened.SetResult(transport);
            else opened.SetException(new InvalidOperationException("the run is ending"));
        }
    }
}
