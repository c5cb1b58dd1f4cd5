using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.Transports.Streams;

/// <summary>Transports 19 to 23: what a protocol hears of a stream, and in which order.</summary>
public sealed class StreamGrammarTests : TransportTests
{
    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "19")]
    [Trait("Transports", "20")]
    public async Task Data_PeerSendsAndCloses_MadeDataEofLostInTheWorker()
    {
        var worker = System.Start(async () => await WaitForever());
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(worker, protocol);

        pair.Send("hello");
        await protocol.Received(5);
        pair.Peer.Dispose();

        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "data", "eof", "lost"], protocol.Calls);
        Assert.Null(protocol.Offence);
        Assert.Equal("hello", protocol.Text);
        Assert.Same(worker, protocol.Worker);
    }

    [Fact]
    [Trait("Spec", "T2")]
    [Trait("Transports", "23")]
    public async Task Close_MuchIsBuffered_SendsAllOfItFirst()
    {
        var worker = System.Start(async () => await WaitForever());
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(worker, protocol);
        var data = new byte[8_000_000];
        Random.Shared.NextBytes(data);

        worker.Later(() =>
        {
            pair.Transport.Write(data);
            pair.Transport.Close();
            pair.Transport.Close();
        });
        await worker.AtWaitPoint();

        Assert.Equal(data, await pair.ReadToEnd());
        Assert.Null(await protocol.Lost);
        Assert.Equal(["made", "pause", "resume", "lost"], protocol.Calls);
    }

    [Fact]
    [Trait("Spec", "T3")]
    [Trait("Transports", "41")]
    public async Task Stop_OfTheWorker_AbortsAndTellsTheLoss()
    {
        var worker = System.Start(async () => await WaitForever());
        var protocol = new RecordingProtocol();
        using var pair = await SocketPair.Open(worker, protocol);

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.True(protocol.IsLost);
        Assert.Empty(await pair.ReadToEnd());
    }
}
