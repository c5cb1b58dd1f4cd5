namespace Actors.Flow;

/// <summary>How long a polled turn may go on, and how it ended (spec M1). On the polling thread.</summary>
internal sealed class TurnLimit(TimeProvider time, TimeSpan budget)
{
    private readonly long _start = time.GetTimestamp();

    /// <summary>Whether the time is used up.</summary>
    public bool IsReached => time.GetElapsedTime(_start) >= budget;

    /// <summary>Whether the turn has left something that could have been handled.</summary>
    public bool IsMoreLeft { get; set; }
}
