using Actors.Benchmarks.Subjects.PingPong;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>One question and its answer.</summary>
public class PingPong : PairBenchmark
{
    public PingPong()
        : base(new WorkerPingPong(), new ChannelPingPong())
    {
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WorkerPingPong.Rounds)]
    public Task Peer() => RunPeer();

    [Benchmark(OperationsPerInvoke = WorkerPingPong.Rounds)]
    public Task Ours() => RunOurs();
}
