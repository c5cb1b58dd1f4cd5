using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Servers;

namespace Actors.Tests.Transports.Unix;

/// <summary>Unix sockets: the same transports, and the file (spec T2).</summary>
public sealed class UnixSocketTests : TransportTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("actors-unix-");

    private UnixDomainSocketEndPoint EndPoint => new(Path.Combine(_directory.FullName, "s"));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "18")]
    [Trait("Transports", "32")]
    public async Task CreateServer_AndCreateConnection_CarryBytesAndTheFileGoesWithTheServer()
    {
        var worker = System.Start();
        var server = await worker.Loop.CreateServer(ServerTests.Echoing, EndPoint);
        var (transport, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol(), EndPoint);

        transport.Write("hello"u8);
        await protocol.Received(5);
        Assert.Equal(EndPoint.ToString(), transport.GetExtraInfo(TransportInfo.PeerName)!.ToString());
        Assert.True(File.Exists(EndPoint.ToString()));
        server.Close();
        transport.Close();
        await server.WaitClosedAsync().AsTask().Soon();

        Assert.False(File.Exists(EndPoint.ToString()));
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_NoSuchFolder_IsAClearError()
    {
        var nowhere = new UnixDomainSocketEndPoint(Path.Combine(_directory.FullName, "nowhere", "s"));

        var error = await Assert.ThrowsAsync<SocketException>(async () => await System.Start().Loop.CreateServer(ServerTests.Echoing, nowhere));

        Assert.Equal($"Cannot listen at {nowhere}: there is no such folder.", error.Message);
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_SomebodyListens_IsAClearErrorAndLeavesHimAlone()
    {
        var worker = System.Start();
        await worker.Loop.CreateServer(ServerTests.Echoing, EndPoint);

        var error = await Assert.ThrowsAsync<SocketException>(async () => await worker.Loop.CreateServer(ServerTests.Echoing, EndPoint));

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
        Assert.Contains(EndPoint.ToString(), error.Message, StringComparison.Ordinal);
        var (_, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol { OnMade = static made => made.Transport.Write("x"u8) }, EndPoint);
        await protocol.Received(1);
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_StaleFile_IsReplaced()
    {
        using (var dead = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified))
        {
            dead.Bind(new UnixDomainSocketEndPoint(EndPoint + "2"));
            File.Move(EndPoint + "2", EndPoint.ToString());
        }

        Assert.True(File.Exists(EndPoint.ToString()));
        var worker = System.Start();
        await worker.Loop.CreateServer(ServerTests.Echoing, EndPoint);

        var (_, protocol) = await worker.Loop.CreateConnection(() => new RecordingProtocol { OnMade = static made => made.Transport.Write("x"u8) }, EndPoint);
        await protocol.Received(1);
    }

    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_AnotherKindOfFile_IsLeftAlone()
    {
        await File.WriteAllTextAsync(EndPoint.ToString(), "precious");
        var worker = System.Start();

        await Assert.ThrowsAsync<SocketException>(async () => await worker.Loop.CreateServer(ServerTests.Echoing, EndPoint));

        Assert.Equal("precious", await File.ReadAllTextAsync(EndPoint.ToString()));
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_NobodyListens_NamesThePath()
    {
        var error = await Assert.ThrowsAsync<SocketException>(
            async () => await System.Start().Loop.CreateConnection(() => new RecordingProtocol(), EndPoint));

        Assert.Contains(EndPoint.ToString(), error.Message, StringComparison.Ordinal);
    }
}
