namespace Actors.Application.Downloads;

/// <summary>Tells an attempt that is too slow: a server may send a byte now and then for ever, and is never silent for long.</summary>
internal sealed class SpeedFloor(long bytesPerSecond, TimeProvider time)
{
    /// <summary>The speed is the one over so long: a short break is no reason to give up.</summary>
    public static readonly TimeSpan Window = TimeSpan.FromSeconds(60);

    private long _since = time.GetTimestamp();
    private long _bytes;

    /// <summary>Bytes have come.</summary>
    /// <exception cref="AttemptException">They come too slowly.</exception>
    public void Add(int count)
    {
        _bytes += count;
        var elapsed = time.GetElapsedTime(_since);
        if (elapsed < Window) return;
        if (_bytes < bytesPerSecond * elapsed.TotalSeconds)
        {
            throw new AttemptException($"the server has sent less than {ByteText.Short(bytesPerSecond)} a second for {elapsed.TotalSeconds:0} s");
        }

        _since = time.GetTimestamp();
        _bytes = 0;
    }
}
