namespace Actors.Diagnostics;

/// <summary>Lets one log message of a kind through in ten seconds, and counts those that it holds back: what a stranger can bring about
/// a thousand times a second must not fill the disk. Any thread.</summary>
internal sealed class MessageLimit(TimeProvider clock)
{
    private static readonly TimeSpan s_every = TimeSpan.FromSeconds(10);

    private readonly Lock _gate = new();
    private long? _last;
    private long _heldBack;

    /// <summary>Whether the message is to be logged.</summary>
    /// <param name="heldBack">How many were held back since the last one that was logged.</param>
    public bool TryPass(out long heldBack)
    {
        lock (_gate)
        {
            var now = clock.GetTimestamp();
            if (_last is { } last && clock.GetElapsedTime(last, now) < s_every)
            {
                heldBack = ++_heldBack;
                return false;
            }

            _last = now;
            heldBack = _heldBack;
            _heldBack = 0;
            return true;
        }
    }
}
