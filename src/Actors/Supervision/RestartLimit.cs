namespace Actors.Supervision;

/// <summary>How many restarts there may be in a window of time. Belongs to one flow's turn.</summary>
internal sealed class RestartLimit(int most, TimeSpan window, TimeProvider time)
{
    /// <summary>When the restarts within the window were granted, oldest first.</summary>
    private readonly Queue<long> _granted = new();

    public static void Validate(int maxRestarts, TimeSpan window)
    {
        if (maxRestarts < 1)
        {
            throw new ArgumentOutOfRangeException(
                nameof(maxRestarts), maxRestarts, "MaxRestarts must be 1 or more: where nothing is to restart, leave the policy away.");
        }

        if (window <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(window), window, "The window must be more than zero.");
    }

    /// <summary>Asks for one more restart now.</summary>
    public bool TryTake()
    {
        if (most == int.MaxValue) return true;
        var now = time.GetTimestamp();
        while (_granted.TryPeek(out var oldest) && time.GetElapsedTime(oldest, now) >= window) _granted.Dequeue();
        if (_granted.Count >= most) return false;
        _granted.Enqueue(now);
        return true;
    }
}
