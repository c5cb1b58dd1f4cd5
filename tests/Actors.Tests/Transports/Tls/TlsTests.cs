using System.Net;
using System.Net.Security;
using System.Net.Sockets;
using System.Security.Authentication;
using System.Security.Cryptography.X509Certificates;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Servers;

namespace Actors.Tests.Transports.Tls;

/// <summary>Transports 39: TLS.</summary>
public sealed class TlsTests : TransportTests
{
    private static IPEndPoint AnyPort { get; } = new(IPAddress.Loopback, 0);

    private static ServerOptions Served => new() { Tls = TestCertificate.Server };

    private static ConnectionOptions Connected => new() { Tls = TestCertificate.Client };

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "29")]
    [Trait("Transports", "39")]
    public async Task CreateConnection_ToATlsServer_CarriesMuchAndKnowsTheHandshake()
    {
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(ServerTests.Echoing, AnyPort, Served);
        var (transport, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), server.EndPoints[0], Connected);
        var data = new byte[3_000_000];
        Random.Shared.NextBytes(data);

        transport.Write(data);
        await protocol.Received(data.Length);

        Assert.Equal(data, protocol.Data);
        Assert.False(transport.CanWriteEof);
        Assert.Throws<NotSupportedException>(transport.WriteEof);
        Assert.IsType<SslClientAuthenticationOptions>(transport.GetExtraInfo(TransportInfo.SslContext));
        Assert.IsType<SslStream>(transport.GetExtraInfo(TransportInfo.SslObject));
        Assert.IsAssignableFrom<X509Certificate>(transport.GetExtraInfo(TransportInfo.PeerCert));
        Assert.IsType<TlsCipherSuite>(transport.GetExtraInfo(TransportInfo.Cipher));
        Assert.Equal(server.EndPoints[0], transport.GetExtraInfo(TransportInfo.PeerName));
        transport.Close();
        Assert.Null(await protocol.Lost);
        Assert.IsType<TlsCipherSuite>(transport.GetExtraInfo(TransportInfo.Cipher));
    }

    [Fact]
    [Trait("Transports", "23")]
    [Trait("Transports", "39")]
    public async Task Close_MuchIsBuffered_FlushesThenSaysGoodByeThenLost()
    {
        var data = new byte[3_000_000];
        var worker = System.Start();
        var protocol = new RecordingProtocol { OnMade = made => { made.Transport.Write(data); made.Transport.Close(); } };
        var server = await worker.Loop.CreateServer(() => protocol, AnyPort, Served);

        using var client = new TcpClient();
        await client.ConnectAsync((IPEndPoint)server.EndPoints[0]);
        await using var stream = new SslStream(client.GetStream());
        await stream.AuthenticateAsClientAsync(TestCertificate.Client).Soon();
        var read = new MemoryStream();
        await stream.CopyToAsync(read).Soon();

        // The good-bye came: without it the stream would not have ended where the data did.
        Assert.Equal(data.Length, read.Length);
        Assert.Null(await protocol.Lost);
        Assert.Null(protocol.Offence);
    }

    [Fact]
    [Trait("Transports", "21")]
    [Trait("Transports", "39")]
    public async Task Eof_PeerSaysGoodBye_EofThenLost()
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol();
        var server = await worker.Loop.CreateServer(() => protocol, AnyPort, Served);
        var (transport, client) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), server.EndPoints[0], Connected);

        transport.Write("bye"u8);
        transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Null(await client.Lost);
        Assert.Equal(["made", "data", "eof", "lost"], protocol.Calls);
    }

    [Fact]
    [Trait("Transports", "39")]
    public async Task CreateConnection_CertificateIsNotTrusted_ThrowsAndMakesNoProtocol()
    {
        var worker = System.Start();
        var made = 0;
        var server = await worker.Loop.CreateServer(Count, AnyPort, Served);
        var distrust = new ConnectionOptions { Tls = new SslClientAuthenticationOptions { TargetHost = "localhost" } };

        await Assert.ThrowsAsync<AuthenticationException>(async () => await worker.Loop.CreateConnection(Count, server.EndPoints[0], distrust));

        Assert.True(made <= 1, "a client of TLS 1.3 ends its handshake before it is refused, and no protocol is made for the one that refuses");
        RecordingProtocol Count()
        {
            made++;
            return new RecordingProtocol();
        }
    }

    [Fact]
    [Trait("Transports", "39")]
    public async Task Server_ClientSpeaksNoTls_IsReportedAndServesOn()
    {
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(ServerTests.Echoing, AnyPort, Served);

        using (var client = new TcpClient())
        {
            await client.ConnectAsync((IPEndPoint)server.EndPoints[0]);
            await client.GetStream().WriteAsync("GET / HTTP/1.0\r\n\r\n"u8.ToArray());
            await client.GetStream().CopyToAsync(Stream.Null).Soon();
        }

        var (transport, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), server.EndPoints[0], Connected);
        transport.Write("x"u8);
        await protocol.Received(1);
        var report = Assert.Single(Log.Entries, static entry => entry.Id == 43);
        Assert.Null(report.Error);
        Assert.Contains("frame", report.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Transports", "39")]
    public async Task CreateConnection_PeerIsSilent_TimesOutByTheSystemsClock()
    {
        using var listener = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp);
        listener.Bind(AnyPort);
        listener.Listen();
        var clock = new HandClock();
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = clock });

        var connecting = system.Start().Loop.CreateConnection(() => new RecordingProtocol(), listener.LocalEndPoint!, Connected).AsTask();
        (await clock.Asked(TimeSpan.FromSeconds(60))).Fire();

        var error = await Assert.ThrowsAsync<TimeoutException>(() => connecting.Soon());
        Assert.Contains(listener.LocalEndPoint!.ToString()!, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Transports", "39")]
    public async Task Close_PeerTakesNoMore_GoodByeTimesOutByTheSystemsClock()
    {
        var clock = new HandClock();
        await using var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = clock });
        var protocol = new RecordingProtocol();
        var server = await system.Start().Loop.CreateServer(() => protocol, AnyPort, Served);
        using var client = new Socket(AddressFamily.InterNetwork, SocketType.Stream, ProtocolType.Tcp) { ReceiveBufferSize = 4096 };
        await client.ConnectAsync(server.EndPoints[0]);
        await using var stream = new SslStream(new NetworkStream(client));
        await stream.AuthenticateAsClientAsync(TestCertificate.Client).Soon();
        await protocol.Made;

        // The way is blocked behind the back of TLS: its good-bye stands in line behind what nobody takes.
        var socket = (Socket)protocol.Transport.GetExtraInfo(TransportInfo.Socket)!;
        var blocked = socket.SendAsync(new byte[64 * 1024 * 1024], SocketFlags.None);

        protocol.Transport.Close();
        var late = await clock.Asked(TimeSpan.FromSeconds(30));
        Assert.False(protocol.IsLost);
        late.Fire();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "lost"], protocol.Calls);
        await Assert.ThrowsAsync<SocketException>(() => blocked.Soon());
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Stop_WhileTlsClientsAreConnected_EndsThem()
    {
        var (one, other) = (System.Start(), System.Start());
        var served = ServerTests.Echoing();
        var server = await one.Loop.CreateServer(() => served, AnyPort, Served);
        var (_, protocol) = await other.Loop.CreateConnection(() => new RecordingProtocol(), server.EndPoints[0], Connected);
        await served.Made;

        one.Stop();

        Assert.Equal(WorkerState.Stopped, (await one.Ended()).State);
        Assert.True(served.IsLost);
        await protocol.Lost;
    }

    [Fact]
    public async Task CreateServer_WithoutACertificate_IsAClearError()
    {
        var error = await Assert.ThrowsAsync<ArgumentException>(
            async () => await System.Start().Loop.CreateServer(ServerTests.Echoing, AnyPort, new ServerOptions { Tls = new() }));

        Assert.Contains("certificate", error.Message, StringComparison.Ordinal);
    }
}
