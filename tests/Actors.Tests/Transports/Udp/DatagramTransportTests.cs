using System.Net;
using System.Net.Sockets;

namespace Actors.Tests.Transports.Udp;

/// <summary>Transports 34 and 35: datagrams come one by one, whole, and errors close nothing.</summary>
/// <remarks>They bind an address again that was closed just now: a process that another test forks at that moment would still hold it.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class DatagramTransportTests : DatagramTests
{
    [Theory]
    [InlineData("127.0.0.1")]
    [InlineData("::1")]
    [Trait("Spec", "T2")]
    [Trait("Transports", "34")]
    public async Task SendTo_DatagramsOfEverySize_EachComesOnceAndWholeFromItsSender(string address)
    {
        int[] sizes = [1, 0, 1400, 0, 9000, 60_000];
        var worker = Serve();
        var receiver = await Open(worker, new IPEndPoint(IPAddress.Parse(address), 0));
        var sender = await Open(worker, new IPEndPoint(IPAddress.Parse(address), 0));

        foreach (var (number, size) in sizes.Index())
        {
            var sent = new byte[size];
            sent.AsSpan().Fill((byte)number);
            sender.Transport.SendTo(sent, AddressOf(receiver));

            var (data, from) = await receiver.Next();
            Assert.Equal(sent, data);
            Assert.Equal(AddressOf(sender), from);
        }

        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "34")]
    [Trait("Transports", "40")]
    public async Task SendTo_ManyAtOnce_EachIsOneCallbackInOrder()
    {
        const int count = 100;
        var worker = Serve();
        var receiver = await Open(worker);
        var sender = await Open(worker, remote: AddressOf(receiver));

        for (var i = 0; i < count; i++) sender.Transport.SendTo([(byte)i]);

        for (var i = 0; i < count; i++) Assert.Equal([(byte)i], (await receiver.Next()).Data);
        Assert.Same(worker, receiver.Worker);
        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task SendTo_AnswerFromTheCallback_ReachesTheConnectedSender()
    {
        var worker = Serve();
        RecordingDatagrams? echo = null;
        echo = await Open(worker, protocol: new RecordingDatagrams { OnDatagram = (data, from) => echo!.Transport.SendTo(data, from) });
        var client = await Open(worker, remote: AddressOf(echo));

        client.Transport.SendTo("hello"u8);

        var (data, from) = await client.Next();
        Assert.Equal("hello"u8.ToArray(), data);
        Assert.Equal(AddressOf(echo), from);
        await Close(client, echo);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task SendTo_ConnectedAndAnotherAddress_Throws()
    {
        var worker = Serve();
        var (peer, other) = (await Open(worker), await Open(worker));
        var client = await Open(worker, remote: AddressOf(peer));

        var error = Assert.Throws<ArgumentException>(() => client.Transport.SendTo("x"u8, AddressOf(other)));
        client.Transport.SendTo("y"u8, AddressOf(peer));

        Assert.Contains(AddressOf(peer).ToString()!, error.Message, StringComparison.Ordinal);
        Assert.Equal("y"u8.ToArray(), (await peer.Next()).Data);
        await Close(client, peer, other);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task SendTo_UnconnectedAndNoAddressOrOneOfAnotherKind_Throws()
    {
        var socket = await Open(Serve());

        Assert.Throws<ArgumentException>(() => socket.Transport.SendTo("x"u8));
        Assert.Throws<ArgumentException>(() => socket.Transport.SendTo("x"u8, new IPEndPoint(IPAddress.IPv6Loopback, 9)));
        Assert.Throws<ArgumentException>(() => socket.Transport.SendTo("x"u8, new DnsEndPoint("localhost", 9)));

        await Close(socket);
    }

    [Fact]
    [Trait("Transports", "34")]
    [Trait("Transports", "29")]
    public async Task SendTo_DualModeToIPv4_TellsIPv4Addresses()
    {
        var worker = Serve();
        var receiver = await Open(worker, new IPEndPoint(IPAddress.IPv6Any, 0), options: new() { DualMode = true });
        var address = new IPEndPoint(IPAddress.Loopback, ((IPEndPoint)AddressOf(receiver)).Port);
        var sender = await Open(worker);

        sender.Transport.SendTo("there"u8, address);
        var (_, from) = await receiver.Next();
        receiver.Transport.SendTo("back"u8, from);

        Assert.Equal(AddressOf(sender), from);
        Assert.Equal((object)address, (await sender.Next()).From);
        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Transports", "35")]
    public async Task SendTo_NobodyListens_ErrorReceivedAndItStaysOpen()
    {
        var worker = Serve();
        var first = await Open(worker, OwnAddress.AnyPort(3));
        var address = AddressOf(first);
        await Close(first);
        var client = await Open(worker, remote: address);

        client.Transport.SendTo("lost"u8);
        var error = Assert.IsType<SocketException>(await client.NextError());
        Assert.Equal(SocketError.ConnectionRefused, error.SocketErrorCode);

        var second = await Open(worker, address);
        client.Transport.SendTo("found"u8);
        Assert.Equal("found"u8.ToArray(), (await second.Next()).Data);
        await Close(client, second);
    }

    [Fact]
    [Trait("Transports", "35")]
    public async Task SendTo_TooBig_ErrorReceivedAndItStaysOpen()
    {
        var worker = Serve();
        var receiver = await Open(worker);
        var sender = await Open(worker);

        sender.Transport.SendTo(new byte[70_000], AddressOf(receiver));
        var error = Assert.IsType<SocketException>(await sender.NextError());
        sender.Transport.SendTo("small"u8, AddressOf(receiver));

        Assert.Equal(SocketError.MessageSize, error.SocketErrorCode);
        Assert.Equal("small"u8.ToArray(), (await receiver.Next()).Data);
        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Transports", "35")]
    public async Task SendTo_TooBigAndThenClosed_TheErrorComesBeforeTheEnd()
    {
        var socket = await Open(Serve());

        socket.Transport.SendTo(new byte[70_000], AddressOf(socket));
        socket.Transport.Close();

        Assert.Null(await socket.Lost);
        Assert.IsType<SocketException>(await socket.NextError());
        Assert.Empty(socket.Faults);
    }

    [Fact]
    [Trait("Transports", "35")]
    public async Task DatagramReceived_Throws_IsReportedAndItStaysOpen()
    {
        var worker = Serve();
        var receiver = await Open(worker, protocol: new RecordingDatagrams
        {
            OnDatagram = (data, _) =>
            {
                if (data.Length == 0) throw new InvalidDataException("made to fail");
            },
        });
        var sender = await Open(worker, remote: AddressOf(receiver));

        sender.Transport.SendTo([]);
        sender.Transport.SendTo([1]);

        Assert.Equal([1], (await receiver.Next()).Data);
        Assert.Contains(Log.Entries, static entry => entry.Error is InvalidDataException);
        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task SendTo_BroadcastAddress_NeedsTheOption()
    {
        var worker = Serve();
        var receiver = await Open(worker, new IPEndPoint(IPAddress.Any, 0));
        var everybody = new IPEndPoint(IPAddress.Parse("127.255.255.255"), ((IPEndPoint)AddressOf(receiver)).Port);
        var without = await Open(worker, new IPEndPoint(IPAddress.Any, 0));
        var with = await Open(worker, new IPEndPoint(IPAddress.Any, 0), options: new() { AllowBroadcast = true });

        without.Transport.SendTo("no"u8, everybody);
        Assert.Equal(SocketError.AccessDenied, ((SocketException)await without.NextError()).SocketErrorCode);
        with.Transport.SendTo("yes"u8, everybody);
        Assert.Equal("yes"u8.ToArray(), (await receiver.Next()).Data);

        await Close(without, with, receiver);
    }
}
