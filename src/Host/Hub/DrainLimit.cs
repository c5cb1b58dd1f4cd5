namespace Actors.Application.Hub;

/// <summary>Decides how long a client that is being closed may go on taking what is queued for it.</summary>
/// <remarks>As long as it takes something within each <see cref="HubOptions.FlushTimeout"/>, and the hub does not stop, it may take its
/// time.</remarks>
internal sealed class DrainLimit
{
    /// <summary>Looks within a flush timeout. With one look alone, a client that stands still could have nearly two timeouts.</summary>
    private const int Looks = 5;

    private readonly TimeSpan _patience;
    private readonly HubStop _stop;
    private readonly TimeProvider _time;
    private long _left;
    private long _progressAt;

    /// <param name="patience">How long the client may take nothing.</param>
    /// <param name="left">Bytes that the client has not taken.</param>
    /// <param name="stop">The hub's stop.</param>
    /// <param name="time">The clock.</param>
    public DrainLimit(TimeSpan patience, long left, HubStop stop, TimeProvider time)
    {
        (_patience, _left, _stop, _time) = (patience, left, stop, time);
        _progressAt = time.GetTimestamp();
    }

    /// <summary>When to look next.</summary>
    public TimeSpan NextLook
    {
        get
        {
            var next = _patience / Looks;
            if (_stop.Left is { } left && left < next) next = left;
            return next > TimeSpan.Zero ? next : TimeSpan.Zero;
        }
    }

    /// <summary>Looks at the client.</summary>
    /// <param name="left">Bytes that it has not taken.</param>
    /// <returns>Why it is given no more time; null when it is.</returns>
    public string? Look(long left)
    {
        if (_stop.Left <= TimeSpan.Zero) return "the hub stops";
        if (left < _left)
        {
            _left = left;
            _progressAt = _time.GetTimestamp();
        }

        return _time.GetElapsedTime(_progressAt) < _patience ? null : $"none was taken for {_patience}";
    }
}
