namespace Actors.Benchmarks.Subjects.Timing;

/// <summary>Work with many timers: all pending at once and stopped, then as many that run.</summary>
/// <remarks>
/// Both parts count. A program that sets a timeout on everything stops nearly all of them long before they are due; one that ticks
/// lets them run. The first part makes timers with delays of one to two hours, in no order, and stops them in the order in which they
/// were made. The second makes timers that are due after a millisecond, less than it takes to make them all, so that next to no
/// waiting is timed, and ends when the last callback has run.
/// </remarks>
internal abstract class TimersSubject : TimedSubject
{
    public const int Count = 200_000;

    protected static readonly TimeSpan Soon = TimeSpan.FromMilliseconds(1);

    protected static TimeSpan[] FarDelays { get; } = Spread();

    public sealed override Task RunAsync()
    {
        StopPending();
        return RunSoonAsync();
    }

    /// <summary>Makes timers that are due in hours, and stops them all.</summary>
    public abstract void StopPending();

    /// <summary>Makes timers that are due at once, until all have run.</summary>
    public abstract Task RunSoonAsync();

    protected static void FailEarly() => throw new InvalidOperationException("A timer that is due in an hour has run.");

    private static TimeSpan[] Spread()
    {
        const int hour = 3_600_000;
        var random = new Random(1);
        return [.. Enumerable.Range(0, Count).Select(_ => TimeSpan.FromMilliseconds(hour + random.Next(hour)))];
    }
}
