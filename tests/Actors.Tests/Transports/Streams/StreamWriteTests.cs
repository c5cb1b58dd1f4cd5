using System.Net.Sockets;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Streams;

/// <summary>Transports 23, 24, 25, 27: writing, its limits and its ends.</summary>
public sealed class StreamWriteTests : TransportTests
{
    /// <summary>More than a socket on the loopback takes while nobody reads.</summary>
    private const int Much = 16_000_000;

    [Fact]
    [Trait("Transports", "24")]
    public async Task Write_InsideMadeAndEmptyAndReusedBuffer_SendsCopies()
    {
        var buffer = "ab"u8.ToArray();
        var protocol = new RecordingProtocol
        {
            OnMade = protocol =>
            {
                protocol.Transport.Write(buffer);
                protocol.Transport.Write([]);
                buffer.AsSpan().Clear();
                "cd"u8.CopyTo(buffer);
                protocol.Transport.Write(buffer);
                protocol.Transport.Close();
            },
        };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        Assert.Equal("abcd"u8.ToArray(), await pair.ReadToEnd());
    }

    [Fact]
    [Trait("Transports", "24")]
    public async Task Write_FromOtherThreads_KeepsEachThreadsOrder()
    {
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        const int Each = 2_000;

        await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Task.Run(() =>
        {
            for (var i = 0; i < Each; i++) pair.Transport.Write([(byte)thread, (byte)i]);
        }))).Soon();
        var data = await pair.Read(4 * Each * 2);

        for (var thread = 0; thread < 4; thread++)
        {
            var numbers = data.Chunk(2).Where(pair => pair[0] == thread).Select(static pair => pair[1]);
            Assert.Equal(Enumerable.Range(0, Each).Select(static i => (byte)i), numbers);
        }
    }

    [Fact]
    [Trait("Transports", "24")]
    public async Task Write_AfterClose_IsDroppedAndTheFifthIsLogged()
    {
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol, Log);
        pair.Transport.Close();
        await protocol.Lost;

        for (var i = 0; i < 4; i++) pair.Transport.Write("x"u8);
        await protocol.Worker!.AtWaitPoint();
        Assert.DoesNotContain(Log.Entries, static entry => entry.Text.Contains("still written to", StringComparison.Ordinal));
        for (var i = 0; i < 4; i++) pair.Transport.Write("x"u8);
        await protocol.Worker!.AtWaitPoint();

        Assert.Single(Log.Entries, static entry => entry.Text.Contains("still written to", StringComparison.Ordinal));
        Assert.Empty(await pair.ReadToEnd());
    }

    [Fact]
    [Trait("Transports", "23")]
    public async Task Abort_WhileFlushing_DropsTheRest()
    {
        var worker = System.Start();
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(worker, protocol);
        pair.Transport.Write(new byte[Much]);
        pair.Transport.Close();
        await worker.AtWaitPoint();
        Assert.True(pair.Transport.IsClosing);
        Assert.True(pair.Transport.WriteBufferSize > 0);
        Assert.False(protocol.IsLost);

        pair.Transport.Abort();

        Assert.Null(await protocol.Lost);
        Assert.Equal(0, pair.Transport.WriteBufferSize);
        Assert.InRange((await pair.ReadToEnd()).Length, 0, Much - 1);
    }

    [Fact]
    [Trait("Transports", "22")]
    public async Task Write_PeerHasReset_LostGetsTheError()
    {
        var protocol = new RecordingProtocol { OnMade = static protocol => protocol.Transport.PauseReading() };
        using var pair = await SocketPair.Open(System.Start(), protocol);
        pair.Transport.Write(new byte[Much]);
        await protocol.Worker!.AtWaitPoint();

        pair.Peer.LingerState = new LingerOption(true, 0);
        pair.Peer.Dispose();

        Assert.IsType<SocketException>(await protocol.Lost);
        Assert.Null(protocol.Offence);
    }

    [Fact]
    [Trait("Transports", "25")]
    public async Task WriteEof_MuchIsBuffered_FlushesThenHalfClosesAndReadsOn()
    {
        var protocol = new RecordingProtocol { OnEof = static _ => false };
        using var pair = await SocketPair.Open(System.Start(), protocol);
        Assert.True(pair.Transport.CanWriteEof);

        pair.Transport.Write(new byte[Much]);
        pair.Transport.WriteEof();
        pair.Transport.WriteEof();
        Assert.Throws<InvalidOperationException>(() => pair.Transport.Write("late"u8));
        Assert.Equal(Much, (await pair.ReadToEnd()).Length);
        pair.Send("still heard");
        await protocol.Received(11);
        pair.Peer.Dispose();

        Assert.Null(await protocol.Lost);
        Assert.Equal("still heard", protocol.Text);
    }

    [Theory]
    [InlineData(null, null, 16_384, 65_536)]
    [InlineData(1_000, null, 250, 1_000)]
    [InlineData(null, 1_000, 1_000, 4_000)]
    [InlineData(0, 0, 0, 0)]
    [InlineData(7, 7, 7, 7)]
    [Trait("Transports", "27")]
    public async Task SetWriteBufferLimits_OneOrBoth_FillsInTheOther(int? high, int? low, int expectedLow, int expectedHigh)
    {
        var protocol = new RecordingProtocol
        {
            OnMade = protocol =>
            {
                Assert.Equal((16_384, 65_536), protocol.Transport.WriteBufferLimits);
                protocol.Transport.SetWriteBufferLimits(high, low);
                Assert.Equal((expectedLow, expectedHigh), protocol.Transport.WriteBufferLimits);
            },
        };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        Assert.False(pair.Transport.IsClosing);
        Assert.Throws<ArgumentException>(() => pair.Transport.SetWriteBufferLimits(1, 2));
        Assert.Throws<ArgumentException>(() => pair.Transport.SetWriteBufferLimits(1, -1));
    }

    [Fact]
    [Trait("Transports", "27")]
    public async Task PauseWriting_OverHigh_FiresOnceInsideTheWriteAndResumesOnce()
    {
        var inside = new List<string>();
        var resumed = Barriers.Signal();
        var sizeAtResume = -1;
        var protocol = new RecordingProtocol
        {
            OnPause = _ => inside.Add("pause"),
            OnResume = protocol =>
            {
                sizeAtResume = protocol.Transport.WriteBufferSize;
                resumed.SetResult();
            },
            OnMade = protocol =>
            {
                inside.Add("before");
                protocol.Transport.Write(new byte[Much]);
                protocol.Transport.Write(new byte[Much]);
                inside.Add("after");
            },
        };
        using var pair = await SocketPair.Open(System.Start(), protocol);
        Assert.Equal(["before", "pause", "after"], inside);

        await pair.Read(2 * Much);
        await resumed.Task.Soon();
        Assert.InRange(sizeAtResume, 0, 16_384);
        pair.Transport.Close();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "pause", "resume", "lost"], protocol.Calls);
    }

    [Fact]
    [Trait("Transports", "27")]
    public async Task WriteBufferSize_PeerHasReadSome_TellsWhatIsLeft()
    {
        var worker = System.Start();
        using var pair = await SocketPair.Open(worker, new RecordingProtocol());
        pair.Transport.Write(new byte[Much]);
        await worker.AtWaitPoint();

        await pair.Read(Much / 2);

        // What the peer has read is out, but for the last slice, of which only a part may be.
        Assert.InRange(pair.Transport.WriteBufferSize, 0, (Much / 2) + (64 * 1024));
        pair.Transport.Abort();
    }

    [Fact]
    [Trait("Transports", "27")]
    public async Task SetWriteBufferLimits_BelowWhatIsBuffered_PausesInsideTheCall()
    {
        var inside = new List<string>();
        var protocol = new RecordingProtocol
        {
            OnPause = _ => inside.Add("pause"),
            OnMade = protocol =>
            {
                protocol.Transport.SetWriteBufferLimits(high: 100_000_000);
                protocol.Transport.Write(new byte[Much]);
                inside.Add("before");
                protocol.Transport.SetWriteBufferLimits(high: 1000);
                inside.Add("after");
            },
        };
        using var pair = await SocketPair.Open(System.Start(), protocol);

        Assert.Equal(["before", "pause", "after"], inside);
        pair.Transport.Abort();
        await protocol.Lost;
    }

    [Fact]
    [Trait("Transports", "27")]
    public async Task PauseWriting_WriteInTheBody_LeavesTheBodyAsItWas()
    {
        var protocol = new RecordingProtocol { OnPause = static _ => throw new InvalidDataException("made to fail") };
        var opened = Barriers.Signal<SocketPair>();
        var local = new AsyncLocal<string> { Value = "outside" };
        var worker = System.Start(async () =>
        {
            var pair = await Wait(opened.Task);
            local.Value = "body";
            pair.Transport.Write(new byte[Much]);
            Assert.Equal("body", local.Value);
            await Task.Yield();
            Assert.Same(Worker.Current, protocol.Worker);
            await Sleep(TimeSpan.FromMilliseconds(1));
            pair.Transport.Abort();
        });
        opened.SetResult(await SocketPair.Open(worker, protocol));

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        Assert.Equal(["made", "pause", "lost"], protocol.Calls);
        Assert.Contains(Log.Entries, static entry => entry.Error is InvalidDataException);
        (await opened.Task).Dispose();
    }

    [Fact]
    [Trait("Transports", "24")]
    public async Task Write_BodyComputesForLong_WhatWasWrittenGoesOut()
    {
        var opened = Barriers.Signal<SocketPair>();
        var read = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            var pair = await Wait(opened.Task);
            pair.Transport.Write(new byte[Much]);

            // No wait point: the peer gets it all the same.
            await read.Task;
        });
        using var pair = await SocketPair.Open(worker, new RecordingProtocol());
        opened.SetResult(pair);

        await pair.Read(Much);
        read.SetResult();
        await worker.Ended();
    }
}
