using System.Net;
using System.Net.Sockets;
using System.Text;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Tls;

namespace Actors.Tests.Transports.Servers;

/// <summary>How many connections servers hold, and what happens to one more.</summary>
public sealed class ConnectionLimitTests : TransportTests
{
    private static IPEndPoint AnyPort { get; } = OwnAddress.AnyPort(9);

    [Fact]
    public async Task CreateServer_LimitIsReached_TellsTheClientClosesAndServesTheOthers()
    {
        var limit = new ConnectionLimit(2);
        var server = await Serve(new ServerOptions { Limit = limit, Refusal = "NO: {0}\n" });
        using var first = await Connect(server);
        using var second = await Connect(server);
        Assert.Equal("1", await Ask(first, "1"));
        Assert.Equal("2", await Ask(second, "2"));

        for (var i = 0; i < 3; i++)
        {
            using var refused = await Connect(server);
            Assert.Equal("NO: too many connections: the limit is 2\n", await ReadToEnd(refused));
        }

        Assert.Equal("3", await Ask(first, "3"));
        Assert.Equal((2, 3L), (limit.Count, limit.RefusedCount));
        var entry = Assert.Single(Log.Entries, static entry => entry.Id == 44);
        Assert.Contains("127.0.0.", entry.Text, StringComparison.Ordinal);
        Assert.Contains("too many connections: the limit is 2", entry.Text, StringComparison.Ordinal);
    }

    /// <summary>A client that sees the end of another's connection finds its place free.</summary>
    [Fact]
    public async Task CreateServer_ClientSeesItsEnd_ItsPlaceIsFree()
    {
        var limit = new ConnectionLimit(1);
        var server = await Serve(new ServerOptions { Limit = limit });

        for (var i = 0; i < 50; i++)
        {
            using var client = await Connect(server);
            Assert.Equal("x", await Ask(client, "x"));
            client.Shutdown(SocketShutdown.Send);
            Assert.Equal("", await ReadToEnd(client));
            Assert.Equal(0, limit.Count);
        }

        Assert.Equal(0, limit.RefusedCount);
    }

    [Fact]
    public async Task CreateServer_LimitOfOneAddress_RefusesThatAddressAlone()
    {
        if (OperatingSystem.IsMacOS()) return;
        var limit = new ConnectionLimit(10, maxConnectionsPerAddress: 1);
        var server = await Serve(new ServerOptions { Limit = limit, Refusal = "{0}" });
        using var first = await Connect(server, from: "127.0.0.10");
        Assert.Equal("1", await Ask(first, "1"));
        using var refused = await Connect(server, from: "127.0.0.10");
        Assert.Equal("too many connections from your address: the limit is 1", await ReadToEnd(refused));
        using var other = await Connect(server, from: "127.0.0.11");
        Assert.Equal("2", await Ask(other, "2"));

        first.Shutdown(SocketShutdown.Send);
        Assert.Equal("", await ReadToEnd(first));

        using var next = await Connect(server, from: "127.0.0.10");
        Assert.Equal("3", await Ask(next, "3"));
    }

    /// <summary>Sockets count before they have shaken hands, and those of all servers together.</summary>
    [Fact]
    [Trait("Transports", "39")]
    public async Task CreateServer_ClientIsSilentInTheHandshake_CountsUntilItsTimeIsOver()
    {
        var clock = new HandClock();
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = clock });
        var limit = new ConnectionLimit(1);
        var loop = system.Start().Loop;
        var time = TimeSpan.FromSeconds(17);
        var tls = await loop.CreateServer(
            ServerTests.Echoing, AnyPort, new ServerOptions { Tls = TestCertificate.Server, HandshakeTimeout = time, Limit = limit, Refusal = "never in the clear" });
        var plain = await loop.CreateServer(ServerTests.Echoing, AnyPort, new ServerOptions { Limit = limit, Refusal = "{0}" });

        using var silent = await Connect(tls);
        var late = await clock.Asked(time);
        using var refused = await Connect(plain);
        Assert.Equal("too many connections: the limit is 1", await ReadToEnd(refused));
        using var other = await Connect(tls);
        Assert.Equal("", await ReadToEnd(other));
        late.Fire();

        Assert.Equal("", await ReadToEnd(silent));
        using var next = await Connect(plain);
        Assert.Equal("x", await Ask(next, "x"));
    }

    [Fact]
    public async Task CreateServer_KeepAlive_IsSetForEachClient()
    {
        var made = Barriers.Signal<RecordingProtocol>();
        var keepAlive = new KeepAliveOptions { Time = TimeSpan.FromSeconds(31), Interval = TimeSpan.FromMilliseconds(6_500), Retries = 5 };
        var server = await System.Start().Loop.CreateServer(
            () => new RecordingProtocol { OnMade = made.SetResult }, AnyPort, new ServerOptions { KeepAlive = keepAlive });

        using var client = await Connect(server);

        var socket = (Socket)(await made.Task.Soon()).Transport.GetExtraInfo(TransportInfo.Socket)!;
        Assert.NotEqual(0, socket.GetSocketOption(SocketOptionLevel.Socket, SocketOptionName.KeepAlive));
        Assert.Equal(31, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveTime));
        Assert.Equal(7, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveInterval));
        Assert.Equal(5, socket.GetSocketOption(SocketOptionLevel.Tcp, SocketOptionName.TcpKeepAliveRetryCount));
    }

    [Fact]
    public async Task CreateServer_WrongLimits_AreClearErrors()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConnectionLimit(0));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ConnectionLimit(1, 0));
        await Refuses<ArgumentOutOfRangeException>(new ServerOptions { KeepAlive = new KeepAliveOptions { Time = TimeSpan.Zero } });
        await Refuses<ArgumentOutOfRangeException>(new ServerOptions { KeepAlive = new KeepAliveOptions { Interval = TimeSpan.FromDays(1) } });
        await Refuses<ArgumentOutOfRangeException>(new ServerOptions { KeepAlive = new KeepAliveOptions { Retries = 128 } });
        await Refuses<ArgumentException>(new ServerOptions { Refusal = "{0} and {1}" });

        async Task Refuses<TError>(ServerOptions options)
            where TError : Exception =>
            await Assert.ThrowsAsync<TError>(async () => await Serve(options));
    }

    private async Task<TransportServer> Serve(ServerOptions options) =>
        await System.Start().Loop.CreateServer(ServerTests.Echoing, AnyPort, options);

    private static async Task<Socket> Connect(TransportServer server, string? from = null)
    {
        var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        if (from is not null) client.Bind(new IPEndPoint(IPAddress.Parse(from), 0));
        await client.ConnectAsync(server.EndPoints[0]);
        return client;
    }

    private static async Task<string> Ask(Socket client, string text)
    {
        await client.SendAsync(Encoding.UTF8.GetBytes(text));
        var answer = new byte[64];
        return Encoding.UTF8.GetString(answer, 0, await client.ReceiveAsync(answer).Soon());
    }

    private static async Task<string> ReadToEnd(Socket client)
    {
        var text = new StringBuilder();
        var data = new byte[256];
        while (await client.ReceiveAsync(data).Soon() is > 0 and var length) text.Append(Encoding.UTF8.GetString(data, 0, length));
        return text.ToString();
    }
}
