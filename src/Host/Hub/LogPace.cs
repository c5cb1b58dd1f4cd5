namespace Actors.Application.Hub;

/// <summary>Lets one log line a second pass, for what peers can bring about as often as they like. Any thread may call.</summary>
internal sealed class LogPace(TimeProvider time)
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly Lock _gate = new();
    private long? _last;
    private long _leftOut;

    /// <summary>Whether a line may pass.</summary>
    /// <param name="leftOut">How many did not, since the last one that did.</param>
    public bool TryPass(out long leftOut)
    {
        lock (_gate)
        {
            leftOut = _leftOut;
            if (_last is { } last && time.GetElapsedTime(last) < Pause)
            {
                _leftOut++;
                return false;
            }

            _last = time.GetTimestamp();
            _leftOut = 0;
            return true;
        }
    }
}
