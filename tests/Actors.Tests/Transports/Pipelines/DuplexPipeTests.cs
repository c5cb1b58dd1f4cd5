using System.Buffers;
using System.IO.Pipelines;
using System.Net.Sockets;
using Actors.Tests.Conformance;
using Actors.Tests.Transports.Streams;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Pipelines;

/// <summary>A stream transport as a pair of pipes.</summary>
public sealed class DuplexPipeTests : TransportTests
{
    private const int Much = 16_000_000;

    [Fact]
    public async Task Pipe_BothWays_CarriesMuchAndEnds()
    {
        var protocol = new DuplexPipeProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        var data = new byte[Much];
        Random.Shared.NextBytes(data);

        var written = Task.Run(async () =>
        {
            await protocol.Output.WriteAsync(data);
            await protocol.Output.CompleteAsync();
        });
        Assert.Equal(data, await pair.ReadToEnd());
        await written.Soon();

        var sent = Task.Run(() =>
        {
            pair.Peer.Send(data);
            pair.Peer.Shutdown(SocketShutdown.Send);
        });
        Assert.Equal(data, await ReadToEnd(protocol.Input).Soon());
        await sent.Soon();
    }

    [Fact]
    public async Task Input_ReaderLags_PausesTheTransportAndResumesIt()
    {
        var protocol = new DuplexPipeProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        var data = new byte[Much];
        Random.Shared.NextBytes(data);

        var sent = Task.Run(() =>
        {
            pair.Peer.Send(data);
            pair.Peer.Shutdown(SocketShutdown.Send);
        });
        var some = await protocol.Input.ReadAtLeastAsync(32 * 1024).AsTask().Soon();
        Assert.InRange(some.Buffer.Length, 1, 256 * 1024);
        protocol.Input.AdvanceTo(some.Buffer.Start);

        Assert.Equal(data, await ReadToEnd(protocol.Input).Soon());
        await sent.Soon();
    }

    [Fact]
    public async Task Output_PeerLags_HoldsBackTheFlush()
    {
        var protocol = new DuplexPipeProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);

        var flush = protocol.Output.WriteAsync(new byte[Much]);
        Assert.False(flush.IsCompleted);
        await pair.Read(Much);

        Assert.False((await flush.AsTask().Soon()).IsCompleted);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Lost_ByAbort_EndsBothPipes(bool flushIsPending)
    {
        var protocol = new DuplexPipeProtocol();
        using var pair = await SocketPair.Open(System.Start(), protocol);
        var flush = flushIsPending ? protocol.Output.WriteAsync(new byte[Much]).AsTask() : null;

        pair.Transport.Abort();

        Assert.True((await protocol.Input.ReadAsync().AsTask().Soon()).IsCompleted);
        if (flush is not null) await flush.Soon();
        Assert.True((await protocol.Output.FlushAsync().AsTask().Soon()).IsCompleted);
    }

    [Fact]
    public async Task AsDuplexPipe_ParserAwaitedInTheWorker_Works()
    {
        var opened = Barriers.Signal<SocketPair>();
        var worker = System.Start(async () =>
        {
            var transport = (await Wait(opened.Task)).Transport;
            var pipe = transport.AsDuplexPipe();
            transport.ResumeReading();
            await Wait(AnswerOneLine(pipe));
            await WaitForever();
        });
        using var pair = await SocketPair.Open(worker, new RecordingProtocol { OnMade = static made => made.Transport.PauseReading() });
        opened.SetResult(pair);

        pair.Send("hel");
        pair.Send("lo\n");

        Assert.Equal("hello\n"u8.ToArray(), await pair.Read(6));
        Assert.Throws<InvalidOperationException>(() => pair.Transport.AsDuplexPipe());
    }

    /// <summary>A parser that knows nothing of workers.</summary>
    private static async Task AnswerOneLine(IDuplexPipe pipe)
    {
        while (true)
        {
            var result = await pipe.Input.ReadAsync();
            if (result.Buffer.PositionOf((byte)'\n') is { } end)
            {
                var line = result.Buffer.Slice(0, result.Buffer.GetPosition(1, end)).ToArray();
                pipe.Input.AdvanceTo(result.Buffer.GetPosition(1, end));
                await pipe.Output.WriteAsync(line);
                return;
            }

            pipe.Input.AdvanceTo(result.Buffer.Start, result.Buffer.End);
        }
    }

    private static async Task<byte[]> ReadToEnd(PipeReader reader)
    {
        var data = new MemoryStream();
        await reader.CopyToAsync(data);
        return data.ToArray();
    }
}
