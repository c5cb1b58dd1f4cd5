using Actors.Benchmarks.Subjects.Firing;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>One event or message of four producers, handled.</summary>
public class Fire4 : PairBenchmark
{
    public Fire4()
        : base(new WorkerFiring(producers: 4), new ChannelFiring(producers: 4))
    {
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WorkerFiring.Events)]
    public Task Peer() => RunPeer();

    [Benchmark(OperationsPerInvoke = WorkerFiring.Events)]
    public Task Ours() => RunOurs();
}
