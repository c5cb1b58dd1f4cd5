using Actors.Benchmarks.Subjects;
using BenchmarkDotNet.Attributes;

namespace Actors.Benchmarks.Classes;

/// <summary>The peer and ours side by side, in depth: times, spread, allocations.</summary>
/// <remarks>The same subjects as in the ratios. What a subject needs is made before each iteration, which is one run of the work.</remarks>
[MemoryDiagnoser]
public abstract class PairBenchmark
{
    private readonly TimedSubject _ours;
    private readonly TimedSubject _peer;

    private protected PairBenchmark(TimedSubject ours, TimedSubject peer)
    {
        _ours = ours;
        _peer = peer;
    }

    [IterationSetup(Target = "Ours")]
    public void PrepareOurs() => _ours.Prepare();

    [IterationCleanup(Target = "Ours")]
    public void CleanUpOurs() => _ours.CleanUpAsync().GetAwaiter().GetResult();

    [IterationSetup(Target = "Peer")]
    public void PreparePeer() => _peer.Prepare();

    [IterationCleanup(Target = "Peer")]
    public void CleanUpPeer() => _peer.CleanUpAsync().GetAwaiter().GetResult();

    private protected Task RunOurs() => _ours.RunAsync();

    private protected Task RunPeer() => _peer.RunAsync();
}
