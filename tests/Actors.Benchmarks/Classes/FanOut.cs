using Actors.Benchmarks.Subjects.Fanout;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>One event or message at one subscriber of many.</summary>
public class FanOut : PairBenchmark
{
    public FanOut()
        : base(new WorkerFanout(), new ChannelFanout())
    {
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WorkerFanout.Publications * WorkerFanout.Subscribers)]
    public Task Peer() => RunPeer();

    [Benchmark(OperationsPerInvoke = WorkerFanout.Publications * WorkerFanout.Subscribers)]
    public Task Ours() => RunOurs();
}
