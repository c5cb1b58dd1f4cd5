using System.Net.Sockets;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Streams;

/// <summary>Transports 20, 21, 22, 26: reading, its ends and its pauses.</summary>
public sealed class StreamReadTests : TransportTests
{
    [Fact]
    [Trait("Transports", "20")]
    public async Task Data_Much_ComesInOrderAndWhole()
    {
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        var data = new byte[4_000_000];
        Random.Shared.NextBytes(data);

        await Task.Run(() => pair.Peer.Send(data)).Soon();
        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Null(await protocol.Lost);
        Assert.Equal(data, protocol.Data);
        Assert.Null(protocol.Offence);
    }

    [Fact]
    [Trait("Transports", "21")]
    public async Task Eof_ProtocolReturnsTrue_KeepsTheWritingSide()
    {
        var protocol = new RecordingProtocol { OnEof = static _ => true };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        pair.Peer.Shutdown(SocketShutdown.Send);
        await protocol.Eof;
        pair.Transport.Write("answer"u8);
        Assert.Equal("answer"u8.ToArray(), await pair.Read(6));
        Assert.False(pair.Transport.IsClosing);
        pair.Transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "eof", "lost"], protocol.Calls);
    }

    [Fact]
    [Trait("Transports", "21")]
    public async Task Eof_ProtocolReturnsFalse_ClosesAfterWhatWasWritten()
    {
        var data = new byte[2_000_000];
        Random.Shared.NextBytes(data);
        var protocol = new RecordingProtocol { OnEof = protocol => { protocol.Transport.Write(data); return false; } };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        pair.Peer.Shutdown(SocketShutdown.Send);

        Assert.Equal(data, await pair.ReadToEnd());
        Assert.Null(await protocol.Lost);
    }

    [Fact]
    [Trait("Transports", "22")]
    public async Task Lost_PeerResets_GetsTheSocketsError()
    {
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);

        pair.Peer.LingerState = new LingerOption(true, 0);
        pair.Peer.Dispose();

        Assert.Equal(SocketError.ConnectionReset, Assert.IsType<SocketException>(await protocol.Lost).SocketErrorCode);
        Assert.Equal(["made", "lost"], protocol.Calls);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "22")]
    public async Task Lost_CallbackThrew_GetsItsErrorWhichIsReported(bool inEof)
    {
        var failure = new InvalidDataException("made to fail");
        var protocol = new RecordingProtocol { OnData = (_, _) => throw failure, OnEof = _ => throw failure };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        if (inEof) pair.Peer.Shutdown(SocketShutdown.Send);
        else pair.Send("x");

        Assert.Same(failure, await protocol.Lost);
        Assert.Contains(Log.Entries, entry => entry.Error == failure);
        Assert.Empty(await pair.ReadToEnd());
    }

    [Fact]
    [Trait("Transports", "26")]
    public async Task PauseReading_InsideMade_HoldsBackTheFirstDataUntilResume()
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol
        {
            OnMade = static protocol =>
            {
                protocol.Transport.PauseReading();
                protocol.Transport.PauseReading();
            },
        };
        using var pair = await SocketPair.Open(worker, protocol);
        Assert.False(pair.Transport.IsReading);

        pair.Send("first");
        await worker.AtWaitPoint();
        Assert.Empty(protocol.Data);

        pair.Transport.ResumeReading();
        pair.Transport.ResumeReading();
        await protocol.Received(5);
        Assert.Equal("first", protocol.Text);
        Assert.True(pair.Transport.IsReading);
    }

    [Fact]
    [Trait("Transports", "26")]
    public async Task PauseReading_ReadInFlight_DataComeAfterResumeInOrder()
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol { OnData = static (protocol, data) => { if (data[0] == 'a') protocol.Transport.PauseReading(); } };
        using var pair = await SocketPair.Open(worker, protocol);

        pair.Send("a");
        await protocol.Received(1);
        for (var i = 0; i < 10; i++)
        {
            pair.Send("bc");
            await worker.AtWaitPoint();
        }

        Assert.Equal("a", protocol.Text);
        pair.Peer.Shutdown(SocketShutdown.Send);
        await worker.AtWaitPoint();
        Assert.DoesNotContain("eof", protocol.Calls);

        pair.Transport.ResumeReading();
        Assert.Null(await protocol.Lost);
        Assert.Equal("a" + string.Concat(Enumerable.Repeat("bc", 10)), protocol.Text);
        Assert.Equal(["made", "data", "eof", "lost"], protocol.Calls);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "26")]
    public async Task PauseReading_ThenCloseOrAbort_StillEndsIt(bool abort)
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol { OnMade = static protocol => protocol.Transport.PauseReading() };
        using var pair = await SocketPair.Open(worker, protocol);
        pair.Send("never read");

        if (abort) pair.Transport.Abort();
        else pair.Transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Empty(await pair.ReadToEnd());
        Assert.Empty(protocol.Data);
    }

    [Fact]
    [Trait("Spec", "F2")]
    [Trait("Transports", "40")]
    public async Task Data_WorkerIsBetweenWaitPoints_ComesAtTheNextInMailboxOrder()
    {
        var order = new List<string>();
        var (busy, go) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            Listen("A", _ => order.Add("event"));
            await WaitEvent("BUSY");
            busy.SetResult();
            await go.Task;
            order.Add("body");
            await WaitForever();
        });
        var protocol = new RecordingProtocol { OnData = (_, _) => order.Add("data") };
        using var pair = await SocketPair.Open(worker, protocol);
        worker.Fire("BUSY");
        await busy.Task.Soon();

        worker.Fire("A");
        pair.Send("x");
        Assert.Empty(order);
        go.SetResult();
        await protocol.Received(1);

        Assert.Equal(["body", "event", "data"], order);
    }
}
