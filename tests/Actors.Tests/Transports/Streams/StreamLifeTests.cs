using System.Net;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Streams;

/// <summary>Transports 28, 29, 30: callbacks that throw, what is known of a transport, and another protocol.</summary>
public sealed class StreamLifeTests : TransportTests
{
    [Fact]
    [Trait("Transports", "28")]
    public async Task ConnectionMade_Throws_IsReportedAndClosesTheConnectionWithIt()
    {
        var failure = new InvalidDataException("made to fail");
        var protocol = new RecordingProtocol { OnMade = _ => throw failure };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        Assert.Same(failure, await protocol.Lost);
        var entry = Assert.Single(Log.Entries, entry => entry.Error == failure && entry.Level == LogLevel.Error);
        Assert.Contains($"the protocol of {pair.Transport.Description} threw", entry.Text, StringComparison.Ordinal);
        Assert.Equal(["made", "lost"], protocol.Calls);
        Assert.Empty(await pair.ReadToEnd());
    }

    [Fact]
    [Trait("Transports", "28")]
    public async Task ConnectionLost_Throws_IsReportedAndEverythingReleased()
    {
        var worker = System.Start();
        var failure = new InvalidDataException("made to fail");
        var protocol = new RecordingProtocol { OnLost = (_, _) => throw failure };
        using var pair = await SocketPair.Open(worker, protocol);

        pair.Transport.Close();
        await protocol.Lost;
        Assert.Empty(await pair.ReadToEnd());
        await worker.AtWaitPoint();
        Assert.Contains(Log.Entries, entry => entry.Error == failure);

        worker.Stop();
        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Transports", "19")]
    public async Task ConnectionLost_CloseInACallback_IsNeverInline()
    {
        var order = new List<string>();
        var protocol = new RecordingProtocol
        {
            OnData = (protocol, _) =>
            {
                protocol.Transport.Abort();
                protocol.Transport.Close();
                order.Add("after the abort");
            },
            OnLost = (_, _) => order.Add("lost"),
        };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        pair.Send("x");

        Assert.Null(await protocol.Lost);
        Assert.Equal(["after the abort", "lost"], order);
    }

    [Fact]
    [Trait("Transports", "23")]
    public async Task Close_DataAreUnread_PeerStillReadsWhatWasSentThenTheEnd()
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol { OnMade = static protocol => protocol.Transport.PauseReading() };
        using var pair = await SocketPair.Open(worker, protocol);
        pair.Send("nobody reads this");
        Assert.True(((Socket)pair.Transport.GetExtraInfo(TransportInfo.Socket)!).Poll(TimeSpan.FromSeconds(60), SelectMode.SelectRead));

        pair.Transport.Write("bye"u8);
        pair.Transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Equal("bye"u8.ToArray(), await pair.ReadToEnd());
    }

    [Fact]
    [Trait("Transports", "29")]
    public async Task GetExtraInfo_OpenAndClosed_KnowsTheEndsAndTheSocket()
    {
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        var (own, peer) = ((IPEndPoint)pair.Peer.RemoteEndPoint!, (IPEndPoint)pair.Peer.LocalEndPoint!);

        Check();
        pair.Transport.Close();
        await protocol.Lost;
        Check();

        void Check()
        {
            Assert.Equal(own, pair.Transport.GetExtraInfo(TransportInfo.SockName));
            Assert.Equal(peer, pair.Transport.GetExtraInfo(TransportInfo.PeerName));
            Assert.IsType<Socket>(pair.Transport.GetExtraInfo(TransportInfo.Socket));
            Assert.Null(pair.Transport.GetExtraInfo(TransportInfo.Cipher));
            Assert.Equal(7, pair.Transport.GetExtraInfo("unknown", 7));
        }
    }

    [Fact]
    [Trait("Transports", "30")]
    public async Task SetProtocol_WhileConnected_SwitchesLaterCallbacksWithoutMade()
    {
        var calls = new List<string>();
        var second = new PlainProtocol(calls);
        var first = new RecordingProtocol { OnData = (protocol, _) => protocol.Transport.SetProtocol(second) };
        using var pair = await SocketPair.Open(System.Start(), first);
        Assert.Same(first, pair.Transport.GetProtocol());

        pair.Send("a");
        await first.Received(1);
        pair.Send("b");
        pair.Peer.Shutdown(SocketShutdown.Send);
        await second.Lost.Task.Soon();

        Assert.Same(second, pair.Transport.GetProtocol());
        Assert.Equal(["made", "data"], first.Calls);
        Assert.Equal(["data", "eof", "lost"], calls);
        Assert.Throws<ArgumentException>(() => pair.Transport.SetProtocol(new NoStream()));
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Callback_Waits_IsToldToUseTheBody()
    {
        var protocol = new RecordingProtocol { OnData = static (_, _) => Sleep(TimeSpan.FromSeconds(1)).AsTask() };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        pair.Send("x");

        Assert.Contains("synchronous", Assert.IsType<InvalidOperationException>(await protocol.Lost).Message, StringComparison.Ordinal);
    }

    private sealed class PlainProtocol(List<string> calls) : Protocol
    {
        public TaskCompletionSource Lost { get; } = Barriers.Signal();

        public override void ConnectionMade(ITransport transport) => calls.Add("made");

        public override void DataReceived(ReadOnlySpan<byte> data) => calls.Add("data");

        public override bool EofReceived()
        {
            calls.Add("eof");
            return false;
        }

        public override void ConnectionLost(Exception? error)
        {
            calls.Add("lost");
            Lost.SetResult();
        }
    }

    private sealed class NoStream : DatagramProtocol;
}
