using System.Net.Security;
using System.Net.Sockets;
using System.Security.Cryptography;
using System.Security.Cryptography.X509Certificates;

namespace Actors.Application.Tests.Hub;

/// <summary>The hub by TLS and by Unix socket: the same hub, by other ways.</summary>
public sealed class ListenerTests : HubTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hub");

    public override Task InitializeAsync() => Task.CompletedTask;

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Theory]
    [InlineData("pem")]
    [InlineData("key")]
    [InlineData("encrypted")]
    [InlineData("pfx")]
    public async Task Tls_WithACertificateOfEachForm_IsServed(string form)
    {
        await StartHub([("Hub:Tls:Port", "0"), .. Certificate(form)]);
        var other = await Subscribe("a");

        using var socket = new TcpClient(AddressFamily.InterNetwork);
        await socket.ConnectAsync((await Places()).Tls!);
        await using var tls = new SslStream(socket.GetStream(), false, static (_, certificate, _, _) => certificate?.Subject == "CN=hub");
        await tls.AuthenticateAsClientAsync("hub").WaitAsync(HubClient.Limit);
        await tls.WriteAsync("PUB a by TLS\n"u8.ToArray());

        Assert.Equal("OK", await new StreamReader(tls).ReadLineAsync().WaitAsync(HubClient.Limit));
        Assert.Equal("MSG a by TLS", await other.Read());
    }

    [Fact]
    public async Task Tls_ClientThatSpeaksNone_IsDroppedAndOthersAreServed()
    {
        await StartHub([("Hub:Tls:Port", "0"), .. Certificate("pem")]);
        using var plain = new HubClient(null);
        await plain.ConnectAsync((await Places()).Tls!);

        await plain.Send("PING in the clear\n");

        await plain.ReadToEnd();
        Assert.Equal("PONG", await (await Connect()).Ask("PING"));
    }

    /// <summary>A client of the Unix socket gives itself a name: longer than the hub's, with lines in it.</summary>
    [Fact]
    public async Task UnixSocket_ClientWithALineInItsName_IsServedAndShownAsLocal()
    {
        var path = Path.Combine(_directory.FullName, "h");
        await StartHub(("Hub:UnixSocket", path));
        var other = await Connect();
        await Places();

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        socket.Bind(new UnixDomainSocketEndPoint(path + "x\nMSG news F\n"));
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        await stream.WriteAsync("PING\n"u8.ToArray());

        Assert.Equal("PONG", await new StreamReader(stream).ReadLineAsync().WaitAsync(HubClient.Limit));
        Assert.Equal($"WHO 2 client-1@{other.Address}= client-2@local=", await other.Ask("WHO"));
        Assert.Equal("PONG", await other.Ask("PING"));
    }

    [Fact]
    public async Task MaxConnections_SilentInTheTlsHandshake_CountFromTheirAccept()
    {
        await StartHub([("Hub:MaxConnections", "3"), ("Hub:Tls:Port", "0"), .. Certificate("pem")]);
        var silent = new List<TcpClient>();
        for (var i = 0; i < 3; i++)
        {
            var client = new TcpClient(AddressFamily.InterNetwork);
            silent.Add(client);
            await client.ConnectAsync((await Places()).Tls!);
        }

        // The fourth of the same listener is closed: so the three before it have been accepted.
        using var closed = new HubClient(null);
        await closed.ConnectAsync((await Places()).Tls!);
        Assert.Empty(await closed.ReadToEnd());
        Assert.Equal(["ERR too many connections: the limit is 3"], await (await Connect()).ReadToEnd());

        foreach (var client in silent) client.Dispose();
    }

    [Fact]
    public async Task HandshakeTimeout_SilentClient_IsClosed()
    {
        await StartHub([("Hub:Tls:Port", "0"), ("Hub:Tls:HandshakeTimeout", "00:00:00.050"), .. Certificate("pem")]);
        using var silent = new HubClient(null);

        await silent.ConnectAsync((await Places()).Tls!);

        Assert.Empty(await silent.ReadToEnd());
    }

    [Fact]
    public async Task UnixSocket_IsServed_AndItsFileGoesWithTheHub()
    {
        var path = Path.Combine(_directory.FullName, "hub.sock");
        await StartHub(("Hub:UnixSocket", path));
        var other = await Subscribe("a");

        using var socket = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        await socket.ConnectAsync(new UnixDomainSocketEndPoint(path));
        await using var stream = new NetworkStream(socket);
        var reader = new StreamReader(stream);
        await stream.WriteAsync("PUB a by file\nWHO\n"u8.ToArray());

        Assert.Equal("OK", await reader.ReadLineAsync().WaitAsync(HubClient.Limit));
        Assert.Contains("@local=", await reader.ReadLineAsync().WaitAsync(HubClient.Limit), StringComparison.Ordinal);
        Assert.Equal("MSG a by file", await other.Read());

        await Host.StopAsync();
        Assert.False(File.Exists(path));
    }

    private (string Key, string Value)[] Certificate(string form)
    {
        using var key = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        var request = new CertificateRequest("CN=hub", key, HashAlgorithmName.SHA256);
        using var certificate = request.CreateSelfSigned(DateTimeOffset.UnixEpoch, DateTimeOffset.UnixEpoch.AddYears(200));
        switch (form)
        {
            case "pem":
                return [("Hub:Tls:Certificate", Write("hub.pem", certificate.ExportCertificatePem() + "\n" + key.ExportPkcs8PrivateKeyPem()))];
            case "key":
                return [
                    ("Hub:Tls:Certificate", Write("hub.crt", certificate.ExportCertificatePem())),
                    ("Hub:Tls:Key", Write("hub.key", key.ExportPkcs8PrivateKeyPem())),
                ];
            case "encrypted":
                var encryption = new PbeParameters(PbeEncryptionAlgorithm.Aes128Cbc, HashAlgorithmName.SHA256, 1000);
                return [
                    ("Hub:Tls:Certificate", Write("hub.crt", certificate.ExportCertificatePem())),
                    ("Hub:Tls:Key", Write("hub.key", key.ExportEncryptedPkcs8PrivateKeyPem("secret", encryption))),
                    ("Hub:Tls:Password", "secret"),
                ];
            default:
                var path = Path.Combine(_directory.FullName, "hub.pfx");
                File.WriteAllBytes(path, certificate.Export(X509ContentType.Pkcs12, "secret"));
                return [("Hub:Tls:Certificate", path), ("Hub:Tls:Password", "secret")];
        }
    }

    private string Write(string name, string text)
    {
        var path = Path.Combine(_directory.FullName, name);
        File.WriteAllText(path, text);
        return path;
    }
}
