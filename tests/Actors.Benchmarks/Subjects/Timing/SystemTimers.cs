namespace Actors.Benchmarks.Subjects.Timing;

/// <summary>Timers of the runtime.</summary>
/// <remarks>Their callbacks may overlap, so that counting them takes an interlocked operation; a worker's callbacks cannot. Those that
/// have run are disposed outside the measured time.</remarks>
internal sealed class SystemTimers : TimersSubject
{
    private readonly Timer?[] _timers = new Timer?[Count];

    public override void Prepare()
    {
    }

    public override void StopPending()
    {
        TimerCallback never = static _ => FailEarly();
        for (var i = 0; i < Count; i++) _timers[i] = new Timer(never, null, FarDelays[i], Timeout.InfiniteTimeSpan);
        foreach (var timer in _timers) timer!.Dispose();
    }

    public override Task RunSoonAsync()
    {
        var left = new Countdown(Count);
        TimerCallback run = _ => left.Signal();
        for (var i = 0; i < Count; i++) _timers[i] = new Timer(run, null, Soon, Timeout.InfiniteTimeSpan);
        return left.Done;
    }

    public override Task CleanUpAsync()
    {
        foreach (var timer in _timers) timer?.Dispose();
        Array.Clear(_timers);
        return Task.CompletedTask;
    }
}
