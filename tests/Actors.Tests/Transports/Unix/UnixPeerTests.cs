using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Servers;
using Actors.Tests.Transports.Udp;

namespace Actors.Tests.Transports.Unix;

/// <summary>Names that a Unix peer chooses: none of them may do harm (transports 33, 34).</summary>
public sealed class UnixPeerTests : TransportTests
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-peer-");

    private UnixDomainSocketEndPoint EndPoint => new(Path.Combine(_folder.FullName, "s"));

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    /// <summary>The path is longer than the server's by 1, 2, and to the longest; an abstract name; and none.</summary>
    [Theory]
    [InlineData("+1")]
    [InlineData("+2")]
    [InlineData("107")]
    [InlineData("108")]
    [InlineData("abstract")]
    [InlineData("longest abstract")]
    [InlineData("unnamed")]
    [Trait("Transports", "33")]
    public async Task CreateServer_PeerOfAnyName_IsServedAndSoAreOthers(string kind)
    {
        var made = Barriers.Signal<RecordingProtocol>();
        var server = await System.Start().Loop.CreateServer(
            () => new RecordingProtocol { OnMade = made.SetResult, OnData = static (protocol, data) => protocol.Transport.Write(data) }, EndPoint);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        if (Name(kind) is { } name) client.Bind(name);

        await client.ConnectAsync(EndPoint);
        await client.SendAsync(new byte[] { 7 });

        var answer = new byte[2];
        Assert.Equal(1, await client.ReceiveAsync(answer).Soon());
        Assert.Equal(7, answer[0]);
        var transport = (await made.Task.Soon()).Transport;
        Assert.IsType<UnixDomainSocketEndPoint>(transport.GetExtraInfo(TransportInfo.PeerName));
        Assert.Equal(EndPoint, transport.GetExtraInfo(TransportInfo.SockName));
        Assert.Equal(EndPoint, Assert.Single(server.EndPoints));
    }

    [Fact]
    [Trait("Transports", "29")]
    public async Task CreateServer_PeerWithALineInItsName_ShowsNoLineInItsDescription()
    {
        var made = Barriers.Signal<RecordingProtocol>();
        await System.Start().Loop.CreateServer(() => new RecordingProtocol { OnMade = made.SetResult }, EndPoint);
        using var client = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        client.Bind(new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "x\nMSG news F\n\e[2J")));

        await client.ConnectAsync(EndPoint);

        var description = (await made.Task.Soon()).Transport.ToString()!;
        Assert.Contains("x␊MSG news F␊␛[2J", description, StringComparison.Ordinal);
        Assert.DoesNotContain(description, static c => char.IsControl(c));
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task CreateConnection_ToAServerWithTheLongestName_Connects()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        var name = UnixName.Of(_folder, UnixName.Longest);
        listener.Bind(name);
        listener.Listen();
        File.CreateSymbolicLink(EndPoint.ToString(), name.ToString());

        var (transport, _) = await System.Start().Loop.CreateConnection(() => new RecordingProtocol(), EndPoint);

        Assert.NotNull(transport.ToString());
    }

    /// <summary>A listener whose queue is full lets a plain connect wait.</summary>
    [Fact]
    [Trait("Transports", "33")]
    public async Task CreateServer_TheOneThereIsTooBusyToAccept_IsAClearErrorAtOnce()
    {
        using var listener = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        listener.Bind(EndPoint);
        listener.Listen(0);
        using var waiting = new Socket(AddressFamily.Unix, SocketType.Stream, ProtocolType.Unspecified);
        waiting.Connect(EndPoint);

        var error = await Assert.ThrowsAsync<SocketException>(
            () => System.Start().Loop.CreateServer(ServerTests.Echoing, EndPoint).AsTask().Soon());

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
    }

    [Theory]
    [InlineData("108")]
    [InlineData("longest abstract")]
    [InlineData("unnamed")]
    [Trait("Transports", "34")]
    public async Task CreateDatagramEndpoint_PeerOfAnyName_IsHeardAndSoAreOthers(string kind)
    {
        var (_, receiver) = await System.Start().Loop.CreateDatagramEndpoint(() => new RecordingDatagrams(), EndPoint);
        using var peer = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        if (Name(kind) is { } name) peer.Bind(name);
        using var other = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        var place = new UnixDomainSocketEndPoint(Path.Combine(_folder.FullName, "other"));
        other.Bind(place);

        peer.SendTo([1], EndPoint);
        other.SendTo([2], EndPoint);
        peer.SendTo([3], EndPoint);

        var first = await receiver.Next();
        var second = await receiver.Next();
        var third = await receiver.Next();
        Assert.Equal([1, 2, 3], new[] { first.Data[0], second.Data[0], third.Data[0] });
        Assert.IsType<UnixDomainSocketEndPoint>(first.From);
        Assert.Equal(place, second.From);
        Assert.Equal(first.From, third.From);
        Assert.False(receiver.IsLost);
    }

    [Fact]
    [Trait("Transports", "35")]
    public async Task SendTo_AnUnnamedPeer_IsAnErrorAndStaysOpen()
    {
        var (transport, receiver) = await System.Start().Loop.CreateDatagramEndpoint(() => new RecordingDatagrams(), EndPoint);
        using var peer = new Socket(AddressFamily.Unix, SocketType.Dgram, ProtocolType.Unspecified);
        peer.SendTo([1], EndPoint);
        var from = (await receiver.Next()).From;

        transport.SendTo([2], from);

        Assert.IsType<SocketException>(await receiver.NextError());
        peer.SendTo([3], EndPoint);
        Assert.Equal(3, (await receiver.Next()).Data[0]);
    }

    private UnixName? Name(string kind) => kind switch
    {
        "+1" or "+2" => UnixName.Of(_folder, EndPoint.ToString().Length + kind[1] - '0'),
        "107" => UnixName.Of(_folder, UnixName.Longest - 1),
        "108" => UnixName.Of(_folder, UnixName.Longest),
        "abstract" => new UnixName("\0" + Guid.NewGuid().ToString("N").PadRight(59, 'a')),
        "longest abstract" => new UnixName("\0" + Guid.NewGuid().ToString("N").PadRight(UnixName.Longest - 1, 'a')),
        _ => null,
    };
}
