using Actors.Benchmarks.Subjects.Firing;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>One event or message of one producer, handled.</summary>
public class Fire : PairBenchmark
{
    public Fire()
        : base(new WorkerFiring(producers: 1), new ChannelFiring(producers: 1))
    {
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WorkerFiring.Events)]
    public Task Peer() => RunPeer();

    [Benchmark(OperationsPerInvoke = WorkerFiring.Events)]
    public Task Ours() => RunOurs();
}
