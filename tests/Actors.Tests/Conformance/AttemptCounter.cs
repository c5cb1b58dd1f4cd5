using System.Collections.Concurrent;

namespace Actors.Tests.Conformance;

/// <summary>Counts how often a body was called, and lets a test wait for a call.</summary>
public sealed class AttemptCounter
{
    private readonly ConcurrentDictionary<int, TaskCompletionSource> _signals = new();
    private int _count;

    public int Count => Volatile.Read(ref _count);

    /// <returns>The number of this call, from 1.</returns>
    public int Begin()
    {
        var number = Interlocked.Increment(ref _count);
        SignalOf(number).SetResult();
        return number;
    }

    public Task Reached(int number) => SignalOf(number).Task.Soon();

    private TaskCompletionSource SignalOf(int number) => _signals.GetOrAdd(number, static _ => Barriers.Signal());
}
