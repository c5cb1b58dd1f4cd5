using System.Diagnostics;

namespace Actors.Benchmarks.Subjects;

/// <summary>Work whose cost is its time, from the first call until the last piece is done.</summary>
internal abstract class TimedSubject : Subject
{
    public override string Unit => "ms";

    /// <summary>Makes what the work needs. Not timed.</summary>
    /// <remarks>No <see langword="async"/> method: the flow that makes a <see cref="WorkerSystem"/> is its main flow, and the work is
    /// to be done there, as in a user's program.</remarks>
    public abstract void Prepare();

    /// <summary>The work. Timed.</summary>
    public abstract Task RunAsync();

    /// <summary>Ends what <see cref="Prepare"/> and the work have made. Not timed.</summary>
    public abstract Task CleanUpAsync();

    public sealed override async Task<double> MeasureAsync()
    {
        Prepare();
        var start = Stopwatch.GetTimestamp();
        await RunAsync();
        var time = Stopwatch.GetElapsedTime(start);
        await CleanUpAsync();
        return time.TotalMilliseconds;
    }
}
