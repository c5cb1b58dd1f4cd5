using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Transports.Tcp;

namespace Actors.Tests.Transports.Connections;

/// <summary>Transports 18, 31, 41: how a connection comes about, and how not.</summary>
public sealed class ConnectionTests : TransportTests
{
    private static IPEndPoint AnyPort { get; } = new(IPAddress.Loopback, 0);

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "18")]
    public async Task CreateConnection_InABody_FactoryThenMadeThenThePair()
    {
        using var listener = Listen();
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            var (transport, protocol) = await EventLoop.Current.CreateConnection(
                () =>
                {
                    order.Add("factory");
                    return new RecordingProtocol { OnMade = _ => order.Add("made"), OnLost = (_, _) => order.Add("lost") };
                },
                listener.LocalEndPoint!);
            order.Add("pair");
            Assert.Same(protocol, transport.GetProtocol());
            Assert.Same(transport, protocol.Transport);
            Assert.Same(Worker.Current, protocol.Worker);
        });

        (await worker.Ended()).ThrowIfFaulted();
        Assert.Equal(["factory", "made", "pair", "lost"], order);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_FromOutside_IsAnOrdinaryAwait()
    {
        using var listener = Listen();
        var worker = System.Start();

        var (transport, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), listener.LocalEndPoint!);
        using var peer = await listener.AcceptAsync();
        peer.Send("hello"u8);
        await protocol.Received(5);
        transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Same(worker, protocol.Worker);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_Refused_ThrowsAndMakesNoProtocol()
    {
        using var bound = Bound();
        var dead = bound.LocalEndPoint!;
        var isMade = false;
        var worker = System.Start();

        var error = await Assert.ThrowsAsync<SocketException>(async () => await worker.Loop.CreateConnection(
            () =>
            {
                isMade = true;
                return new RecordingProtocol();
            },
            dead));

        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);
        Assert.Contains(dead.ToString()!, error.Message, StringComparison.Ordinal);
        Assert.False(isMade);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_FactoryThrows_TheCallerGetsItAndThePeerAnEnd()
    {
        using var listener = Listen();
        var worker = System.Start();

        await Assert.ThrowsAsync<InvalidDataException>(async () => await worker.Loop.CreateConnection<RecordingProtocol>(
            () => throw new InvalidDataException("made to fail"), listener.LocalEndPoint!));

        using var peer = await listener.AcceptAsync();
        Assert.Equal(0, await peer.ReceiveAsync(new byte[1]));
    }

    [Fact]
    [Trait("Transports", "31")]
    public async Task CreateConnection_ByName_ConnectsWithNoDelay()
    {
        using var listener = Listen();
        var port = ((IPEndPoint)listener.LocalEndPoint!).Port;
        var worker = System.Start();

        var (transport, _) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), "localhost", port);

        Assert.Equal(listener.LocalEndPoint, transport.GetExtraInfo(TransportInfo.PeerName));
        Assert.True(((Socket)transport.GetExtraInfo(TransportInfo.Socket)!).NoDelay);
    }

    [Fact]
    [Trait("Transports", "31")]
    public async Task CreateConnection_ByAnUnknownName_SaysWhich()
    {
        var error = await Assert.ThrowsAsync<SocketException>(
            async () => await System.Start().Loop.CreateConnection(() => new RecordingProtocol(), "no-such-host.invalid", 1));

        Assert.Contains("'no-such-host.invalid' was not found", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Transports", "31")]
    public async Task ConnectAsync_SeveralAddresses_AreTriedInOrder()
    {
        using var first = Listen();
        using var second = Listen();
        using var bound = Bound();
        var (dead, one, two) = ((IPEndPoint)bound.LocalEndPoint!, (IPEndPoint)first.LocalEndPoint!, (IPEndPoint)second.LocalEndPoint!);
        var name = new DnsEndPoint("several.example", 1);

        using var socket = await TcpSockets.ConnectAsync(name, [dead, one, two], new ConnectionOptions(), CancellationToken.None);
        var error = await Assert.ThrowsAsync<SocketException>(
            () => TcpSockets.ConnectAsync(name, [dead, dead], new ConnectionOptions(), CancellationToken.None));

        Assert.Equal(one, socket.RemoteEndPoint);
        Assert.Contains("several.example", error.Message, StringComparison.Ordinal);
        Assert.Contains($"{dead}: ConnectionRefused; {dead}: ConnectionRefused", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Spec", "L11")]
    public async Task Restart_OfTheBody_EndsTheTransportsOfTheAttempt()
    {
        using var listener = Listen();
        var protocols = new List<RecordingProtocol>();
        var worker = System.Start(
            async () =>
            {
                var (_, protocol) = await EventLoop.Current.CreateConnection(() => new RecordingProtocol(), listener.LocalEndPoint!);
                protocols.Add(protocol);
                if (protocols.Count == 1) throw new InvalidDataException("made to fail");
                Assert.True(protocols[0].IsLost);
            },
            new WorkerOptions { Restart = new RestartPolicy { Backoff = TimeSpan.FromMilliseconds(1) } });

        (await worker.Ended()).ThrowIfFaulted();
        Assert.Equal(2, protocols.Count);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_TokenIsCancelled_GivesUp()
    {
        using var cancelled = new CancellationTokenSource();
        await cancelled.CancelAsync();
        var worker = System.Start();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            async () => await worker.Loop.CreateConnection(() => new RecordingProtocol(), AnyPort, null, cancelled.Token));
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Stop_WhileTheHandshakeGoesOn_GivesTheAttemptUp()
    {
        using var listener = Listen();
        var worker = System.Start(async () => await EventLoop.Current.CreateConnection(
            () => new RecordingProtocol(), listener.LocalEndPoint!, new ConnectionOptions { Tls = new() }));
        using var peer = await listener.AcceptAsync();
        Assert.NotEqual(0, await peer.ReceiveAsync(new byte[1]).Soon());

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    public async Task CreateConnection_WrongArguments_AreClearErrors()
    {
        var worker = System.Start();
        var loop = worker.Loop;

        var error = await Assert.ThrowsAsync<ArgumentException>(async () => await loop.CreateConnection(() => new RecordingProtocol(), new OtherEndPoint()));
        Assert.Contains(nameof(OtherEndPoint), error.Message, StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(async () => await loop.CreateConnection(
            () => new RecordingProtocol(), AnyPort, new ConnectionOptions { HandshakeTimeout = TimeSpan.Zero }));
        await Assert.ThrowsAsync<ArgumentException>(async () => await loop.CreateConnection(
            () => new RecordingProtocol(), new UnixDomainSocketEndPoint("/tmp/x"), new ConnectionOptions { Tls = new() }));

        worker.Stop();
        await worker.Ended();
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await loop.CreateConnection(() => new RecordingProtocol(), AnyPort));
    }

    private static Socket Listen()
    {
        var listener = Bound();
        listener.Listen();
        return listener;
    }

    /// <summary>Nobody listens there: the system refuses, and gives the port to nobody else.</summary>
    private static Socket Bound()
    {
        var socket = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        socket.Bind(AnyPort);
        return socket;
    }

    private sealed class OtherEndPoint : EndPoint;
}
