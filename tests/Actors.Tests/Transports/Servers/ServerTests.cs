using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Servers;

/// <summary>Transports 32, 33, 41: servers and their clients.</summary>
public sealed class ServerTests : TransportTests
{
    private static IPEndPoint AnyPort { get; } = OwnAddress.AnyPort(2);

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "32")]
    public async Task CreateServer_Port0_ServesEachClientWithItsOwnProtocol()
    {
        var protocols = new List<RecordingProtocol>();
        var served = Barriers.Signal<TransportServer>();
        var worker = System.Start(async () =>
        {
            served.SetResult(await EventLoop.Current.CreateServer(
                () =>
                {
                    var protocol = new RecordingProtocol { OnData = static (protocol, data) => protocol.Transport.Write(data) };
                    protocols.Add(protocol);
                    return protocol;
                },
                AnyPort));
            await WaitForever();
        });
        var server = await served.Task.Soon();
        Assert.True(server.IsServing);
        var endPoint = Assert.IsType<IPEndPoint>(Assert.Single(server.EndPoints));
        Assert.NotEqual(0, endPoint.Port);

        for (var i = 0; i < 3; i++)
        {
            using var client = await Connect(server);
            Assert.Equal((byte)i, await Echo(client, (byte)i));
        }

        foreach (var protocol in protocols) Assert.Null(await protocol.Lost);
        Assert.Equal(3, protocols.Count);
        Assert.All(protocols, protocol => Assert.Equal(["made", "data", "eof", "lost"], protocol.Calls));
        Assert.All(protocols, protocol => Assert.Same(worker, protocol.Worker));
    }

    [Fact]
    [Trait("Transports", "32")]
    public async Task Close_ClientsAreConnected_LeavesThemAliveAndWaitsForBoth()
    {
        var server = await EchoServer(System.Start());
        using var client = await Connect(server);
        await Echo(client, 1);

        server.Close();
        server.Close();
        Assert.False(server.IsServing);
        var closed = server.WaitClosedAsync().AsTask();
        Assert.Equal((byte)2, await Echo(client, 2));
        Assert.False(closed.IsCompleted);
        await Assert.ThrowsAsync<SocketException>(async () => (await Connect(server)).Dispose());
        client.Shutdown(SocketShutdown.Send);

        await closed.Soon();
        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "32")]
    public async Task CloseClients_OrAbortClients_EndsThemAndServesOn(bool abort)
    {
        var server = await EchoServer(System.Start());
        using var client = await Connect(server);
        await Echo(client, 1);

        if (abort) server.AbortClients();
        else server.CloseClients();

        Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
        using var next = await Connect(server);
        Assert.Equal((byte)2, await Echo(next, 2));
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task Factory_Throws_ClosesThatSocketIsReportedAndServesOn()
    {
        var failure = new InvalidDataException("made to fail");
        var count = 0;
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(() => count++ == 0 ? throw failure : Echoing(), AnyPort);

        using var first = await Connect(server);
        Assert.Equal(0, await first.ReceiveAsync(new byte[1]).Soon());
        using var second = await Connect(server);
        Assert.Equal((byte)2, await Echo(second, 2));

        var entry = Assert.Single(Log.Entries, entry => entry.Error == failure);
        Assert.Equal($"Worker '{worker.Path}': the protocol of {server} threw. The worker goes on.", entry.Text);
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_PortIsUsed_IsAClearError()
    {
        var worker = System.Start();
        var server = await EchoServer(worker);

        var error = await Assert.ThrowsAsync<SocketException>(async () => await worker.Loop.CreateServer(Echoing, server.EndPoints[0]));

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
        Assert.Contains($"Cannot listen at {server.EndPoints[0]}: the address is in use", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Stop_OfTheWorker_ClosesTheServerAndTellsEveryLossFirst()
    {
        var protocols = new List<RecordingProtocol>();
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(
            () =>
            {
                var protocol = Echoing();
                protocols.Add(protocol);
                return protocol;
            },
            AnyPort);
        var clients = new List<Socket>();
        for (var i = 0; i < 5; i++) clients.Add(await Connect(server));
        foreach (var client in clients) await Echo(client, 1);

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.All(protocols, static protocol => Assert.True(protocol.IsLost));
        Assert.False(server.IsServing);
        await server.WaitClosedAsync().AsTask().Soon();
        foreach (var client in clients)
        {
            Assert.Equal(0, await client.ReceiveAsync(new byte[1]).Soon());
            client.Dispose();
        }

        await Assert.ThrowsAsync<SocketException>(async () => (await Connect(server)).Dispose());
    }

    [Fact]
    [Trait("Transports", "32")]
    public async Task WaitClosedAsync_InAWorker_IsAWaitPoint()
    {
        var served = Barriers.Signal<TransportServer>();
        var heard = false;
        var worker = System.Start(async () =>
        {
            Listen("A", _ => heard = true);
            var server = await EventLoop.Current.CreateServer(Echoing, AnyPort);
            served.SetResult(server);
            await server.WaitClosedAsync();
        });
        var server = await served.Task.Soon();

        worker.Fire("A");
        await worker.AtWaitPoint();
        Assert.True(heard);
        server.Close();

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Transports", "32")]
    public async Task CreateServer_DualMode_ShowsPlainAddresses()
    {
        var made = Barriers.Signal<RecordingProtocol>();
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(
            () => new RecordingProtocol { OnMade = made.SetResult }, new IPEndPoint(IPAddress.IPv6Any, 0));

        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        await client.ConnectAsync(new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)server.EndPoints[0]).Port));

        var transport = (await made.Task.Soon()).Transport;
        Assert.Equal(client.LocalEndPoint, transport.GetExtraInfo(TransportInfo.PeerName));
        Assert.Equal(client.RemoteEndPoint, transport.GetExtraInfo(TransportInfo.SockName));
    }

    internal static RecordingProtocol Echoing() => new() { OnData = static (protocol, data) => protocol.Transport.Write(data) };

    private static async Task<TransportServer> EchoServer(Worker worker) => await worker.Loop.CreateServer(Echoing, AnyPort);

    private static async Task<Socket> Connect(TransportServer server)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        try
        {
            await client.ConnectAsync(server.EndPoints[0]);
            return client;
        }
        catch (SocketException)
        {
            client.Dispose();
            throw;
        }
    }

    private static async Task<byte> Echo(Socket client, byte value)
    {
        await client.SendAsync(new[] { value });
        var answer = new byte[1];
        Assert.Equal(1, await client.ReceiveAsync(answer).Soon());
        return answer[0];
    }
}
