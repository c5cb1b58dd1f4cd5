using Actors.Benchmarks.Subjects.Timing;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;

namespace Actors.Benchmarks.Classes;

/// <summary>One timer of many: made and stopped while all are pending, and made to run.</summary>
[MemoryDiagnoser]
[GroupBenchmarksBy(BenchmarkLogicalGroupRule.ByCategory)]
[CategoriesColumn]
public class Timers
{
    private readonly WorkerTimers _ours = new();
    private readonly SystemTimers _peer = new();

    [IterationSetup]
    public void Prepare()
    {
        _ours.Prepare();
        _peer.Prepare();
    }

    [IterationCleanup]
    public void CleanUp()
    {
        _ours.CleanUpAsync().GetAwaiter().GetResult();
        _peer.CleanUpAsync().GetAwaiter().GetResult();
    }

    [BenchmarkCategory("Stopped"), Benchmark(Baseline = true, OperationsPerInvoke = TimersSubject.Count)]
    public void PeerStopped() => _peer.StopPending();

    [BenchmarkCategory("Stopped"), Benchmark(OperationsPerInvoke = TimersSubject.Count)]
    public void OursStopped() => _ours.StopPending();

    [BenchmarkCategory("Run"), Benchmark(Baseline = true, OperationsPerInvoke = TimersSubject.Count)]
    public Task PeerRun() => _peer.RunSoonAsync();

    [BenchmarkCategory("Run"), Benchmark(OperationsPerInvoke = TimersSubject.Count)]
    public Task OursRun() => _ours.RunSoonAsync();
}
