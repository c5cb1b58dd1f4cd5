using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;

namespace Actors.Tests.Transports.Udp;

/// <summary>How a datagram transport begins and ends, and what is known of it (transports 18, 19, 23, 28, 29, 30).</summary>
/// <remarks>They bind an address again that was closed just now: a process that another test forks at that moment would still hold it.</remarks>
[Collection(nameof(AloneCollection))]
public sealed class DatagramLifeTests : DatagramTests
{
    [Fact]
    [Trait("Transports", "18")]
    [Trait("Transports", "19")]
    public async Task Create_ProtocolAndTransport_MadeIsCalledBeforeTheCallerHasThem()
    {
        var made = false;
        var protocol = new RecordingDatagrams { OnMade = _ => made = true };

        var pair = await Serve().Loop.CreateDatagramEndpoint(() => protocol, Loopback).AsTask().Soon();

        Assert.True(made);
        Assert.Same(protocol, pair.Protocol);
        Assert.Same(protocol.Transport, pair.Transport);
        await Close(protocol);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task Create_AddressInUse_ThrowsAndMakesNoProtocol()
    {
        var worker = Serve();
        var first = await Open(worker);
        var isMade = false;

        var error = await Assert.ThrowsAsync<SocketException>(() => worker.Loop.CreateDatagramEndpoint(
            () =>
            {
                isMade = true;
                return new RecordingDatagrams();
            },
            AddressOf(first)).AsTask().Soon());

        Assert.Equal(SocketError.AddressAlreadyInUse, error.SocketErrorCode);
        Assert.False(isMade);
        await Close(first);
    }

    [Fact]
    [Trait("Transports", "34")]
    public async Task Create_ReuseAddressAskedByBoth_SharesTheAddress()
    {
        var worker = Serve();
        var first = await Open(worker, options: new() { ReuseAddress = true });
        var second = await Open(worker, AddressOf(first), options: new() { ReuseAddress = true });

        Assert.Equal(AddressOf(first), AddressOf(second));
        await Close(first, second);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task Create_NoAddressOrTwoKinds_Throws()
    {
        var loop = Serve().Loop;
        var remote = new IPEndPoint(IPAddress.IPv6Loopback, 9);

        await Assert.ThrowsAsync<ArgumentException>(() => loop.CreateDatagramEndpoint(static () => new RecordingDatagrams()).AsTask());
        await Assert.ThrowsAsync<ArgumentException>(
            () => loop.CreateDatagramEndpoint(static () => new RecordingDatagrams(), Loopback, remote).AsTask());
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task Create_NameOfAHost_IsLookedUp()
    {
        var worker = Serve();
        var receiver = await Open(worker);
        var sender = await Open(worker, Loopback, new DnsEndPoint("localhost", ((IPEndPoint)AddressOf(receiver)).Port));

        sender.Transport.SendTo("x"u8);

        Assert.Equal("x"u8.ToArray(), (await receiver.Next()).Data);
        await Close(sender, receiver);
    }

    [Fact]
    [Trait("Transports", "18")]
    public async Task Create_FactoryThrows_ThrowsItAndClosesTheSocket()
    {
        var worker = Serve();
        var first = await Open(worker);
        var address = AddressOf(first);
        await Close(first);

        await Assert.ThrowsAsync<InvalidDataException>(() => worker.Loop.CreateDatagramEndpoint<RecordingDatagrams>(
            static () => throw new InvalidDataException("made to fail"), address).AsTask().Soon());

        await Close(await Open(worker, address));
    }

    [Fact]
    [Trait("Transports", "28")]
    public async Task ConnectionMade_Throws_IsReportedAndClosesWithIt()
    {
        var failure = new InvalidDataException("made to fail");
        var protocol = new RecordingDatagrams { OnMade = _ => throw failure };

        await Open(Serve(), protocol: protocol);

        Assert.Same(failure, await protocol.Lost);
        Assert.Contains(Log.Entries, entry => entry.Error == failure);
    }

    [Fact]
    [Trait("Transports", "28")]
    public async Task ConnectionLost_Throws_IsReportedAndTheRunCanEnd()
    {
        var failure = new InvalidDataException("made to fail");
        var worker = Serve();
        var protocol = new RecordingDatagrams { OnLost = () => throw failure };
        await Open(worker, protocol: protocol);

        protocol.Transport.Abort();
        worker.Stop();

        await worker.Ended();
        Assert.Contains(Log.Entries, entry => entry.Error == failure);
    }

    [Fact]
    [Trait("Transports", "19")]
    [Trait("Transports", "23")]
    public async Task Close_InTheLoop_LostIsNotInlineAndComesOnce()
    {
        var protocol = new RecordingDatagrams();
        var worker = Serve();
        await Open(worker, protocol: protocol);
        var wasLostInline = Barriers.Signal<bool>();

        worker.Later(() =>
        {
            protocol.Transport.Close();
            protocol.Transport.Close();
            protocol.Transport.Abort();
            wasLostInline.SetResult(!protocol.Transport.IsClosing || protocol.IsLost);
        });

        Assert.False(await wasLostInline.Task.Soon());
        Assert.Null(await protocol.Lost);
        await worker.AtWaitPoint();
        Assert.Empty(protocol.Faults);
    }

    [Fact]
    [Trait("Transports", "24")]
    public async Task SendTo_AfterClose_IsDroppedAndWarnsOnceAfterFive()
    {
        var worker = Serve();
        var (receiver, sender) = (await Open(worker), await Open(worker));
        await Close(sender);

        for (var i = 0; i < 20; i++) sender.Transport.SendTo("late"u8, AddressOf(receiver));
        await worker.AtWaitPoint();

        Assert.Single(Log.Entries, static entry => entry.Id == 40);
        await Close(receiver);
    }

    [Fact]
    [Trait("Transports", "29")]
    public async Task GetExtraInfo_AfterTheEnd_StillKnows()
    {
        var worker = Serve();
        var peer = await Open(worker);
        var client = await Open(worker, Loopback, AddressOf(peer));
        var transport = client.Transport;
        var own = AddressOf(client);
        await Close(client);

        Assert.Equal(AddressOf(peer), transport.GetExtraInfo(TransportInfo.PeerName));
        Assert.Equal(own, transport.GetExtraInfo(TransportInfo.SockName));
        Assert.IsType<Socket>(transport.GetExtraInfo(TransportInfo.Socket));
        Assert.Null(peer.Transport.GetExtraInfo(TransportInfo.PeerName));
        Assert.Equal("?", transport.GetExtraInfo("unknown", "?"));
        await Close(peer);
    }

    [Fact]
    [Trait("Transports", "30")]
    public async Task SetProtocol_Another_HearsTheRestWithoutMade()
    {
        var worker = Serve();
        var first = await Open(worker);
        var second = new SilentDatagrams();
        var sender = await Open(worker, remote: AddressOf(first));

        first.Transport.SetProtocol(second);
        sender.Transport.SendTo("x"u8);

        Assert.Equal("x"u8.ToArray(), await second.Data.Task.Soon());
        Assert.Same(second, first.Transport.GetProtocol());
        Assert.Throws<ArgumentException>(() => first.Transport.SetProtocol(new StreamOnly()));
        first.Transport.Close();
        Assert.Null(await second.Lost.Task.Soon());
        Assert.False(second.IsMade);
        await Close(sender);
    }

    private sealed class StreamOnly : Protocol;

    private sealed class SilentDatagrams : DatagramProtocol
    {
        public TaskCompletionSource<byte[]> Data { get; } = Barriers.Signal<byte[]>();

        public TaskCompletionSource<Exception?> Lost { get; } = Barriers.Signal<Exception?>();

        public bool IsMade { get; private set; }

        public override void ConnectionMade(ITransport transport) => IsMade = true;

        public override void DatagramReceived(ReadOnlySpan<byte> data, EndPoint address) => Data.SetResult(data.ToArray());

        public override void ConnectionLost(Exception? error) => Lost.SetResult(error);
    }
}
