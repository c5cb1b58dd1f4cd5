namespace Actors.Application.Downloads;

/// <summary>How fast bytes came lately, and when the rest will be there at that.</summary>
internal sealed class TransferSpeed(TimeProvider time)
{
    private static readonly TimeSpan Window = TimeSpan.FromSeconds(5);

    /// <summary>Samples that are closer than this count as one: a server that sends byte by byte must not fill the queue.</summary>
    private static readonly TimeSpan Step = TimeSpan.FromMilliseconds(50);

    private readonly Lock _gate = new();

    /// <summary>When how many bytes were there; the first is the one that the speed is measured from.</summary>
    private readonly Queue<(long Timestamp, long Bytes)> _samples = [];
    private long _lastTimestamp;
    private long _last;

    /// <summary>So many bytes are there now.</summary>
    public void Add(long bytes)
    {
        lock (_gate)
        {
            // What was thrown away, or was there before, did not come now.
            if (bytes < _last) _samples.Clear();
            _last = bytes;
            if (_samples.Count > 1 && time.GetElapsedTime(_lastTimestamp) < Step) return;
            _lastTimestamp = time.GetTimestamp();
            _samples.Enqueue((_lastTimestamp, bytes));
            while (_samples.Count > 2 && time.GetElapsedTime(_samples.Peek().Timestamp) > Window) _samples.Dequeue();
        }
    }

    /// <summary>How many samples are kept.</summary>
    internal int Samples
    {
        get
        {
            lock (_gate) return _samples.Count;
        }
    }

    /// <summary>Bytes a second; null when too little is known.</summary>
    public double? BytesPerSecond
    {
        get
        {
            lock (_gate)
            {
                if (_samples.Count < 2) return null;
                var (since, bytes) = _samples.Peek();
                var seconds = time.GetElapsedTime(since).TotalSeconds;
                return seconds > 0 ? (_last - bytes) / seconds : null;
            }
        }
    }

    /// <summary>How long the rest takes; null when that cannot be said.</summary>
    public TimeSpan? TimeLeft(long? length)
    {
        if (length is not { } all || BytesPerSecond is not ({ } speed and > 0)) return null;
        var seconds = (all - _last) / speed;
        return seconds >= 0 && seconds < TimeSpan.MaxValue.TotalSeconds / 2 ? TimeSpan.FromSeconds(seconds) : null;
    }
}
