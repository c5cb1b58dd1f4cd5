using Actors.Benchmarks.Subjects.Spawning;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>One start, until it parks.</summary>
public class Spawn : PairBenchmark
{
    public Spawn()
        : base(new WorkerSpawning(), new ChannelSpawning())
    {
    }

    [Benchmark(Baseline = true, OperationsPerInvoke = WorkerSpawning.Count)]
    public Task Peer() => RunPeer();

    [Benchmark(OperationsPerInvoke = WorkerSpawning.Count)]
    public Task Ours() => RunOurs();
}
