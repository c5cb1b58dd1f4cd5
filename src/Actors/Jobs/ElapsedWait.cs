using System.Threading.Tasks.Sources;

namespace Actors.Jobs;

/// <summary>A wait for a time that tells how long it took.</summary>
internal sealed class ElapsedWait(TimeProvider time) : Wait, IValueTaskSource<TimeSpan>
{
    private long _start;

    public override string Description => $"Sleep({Timeout})";

    public override bool NeedsEvents => false;

    /// <param name="frame">Who waits.</param>
    /// <param name="spare">The last one, for another use.</param>
    /// <param name="time">The clock.</param>
    /// <param name="duration">How long.</param>
    public static ValueTask<TimeSpan> Start(Frame frame, ref ElapsedWait? spare, TimeProvider time, TimeSpan duration)
    {
        if (spare is not { IsFree: true } wait || !frame.Flow.IsInTurn) spare = wait = new ElapsedWait(time);
        wait._start = time.GetTimestamp();
        wait.Prepare(frame, duration);
        return new ValueTask<TimeSpan>(wait, wait.Version);
    }

    TimeSpan IValueTaskSource<TimeSpan>.GetResult(short token)
    {
        TakeResult(token);
        var elapsed = time.GetElapsedTime(_start);
        TryReset();
        return elapsed;
    }
}
