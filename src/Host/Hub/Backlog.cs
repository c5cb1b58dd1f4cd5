namespace Actors.Application.Hub;

/// <summary>How much waits for one client, and how much slower publishers go because of it.</summary>
/// <remarks>Written by the connection's flow, read by the readers of those who publish.
/// A client that takes what it gets, only not as fast as it is published, is given time: publishers pause a little after each
/// read. The pause has an upper limit, so that no client slows anybody down to its own speed, and a client that takes nothing gets
/// no time at all.</remarks>
internal sealed class Backlog(long limit, TimeProvider time)
{
    /// <summary>Longer than a client that reads is kept from it by a busy machine.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromMilliseconds(500);
    private static readonly TimeSpan ShortPause = TimeSpan.FromMilliseconds(1);

    /// <summary>The longest pause.</summary>
    public static readonly TimeSpan LongPause = TimeSpan.FromMilliseconds(8);

    private long _bytes;
    private long _lastTaken = time.GetTimestamp();

    /// <summary>How much waits. Bytes.</summary>
    public long Bytes => Volatile.Read(ref _bytes);

    /// <summary>How long a publisher pauses after a read.</summary>
    public TimeSpan Pause
    {
        get
        {
            var bytes = Volatile.Read(ref _bytes);
            if (bytes < limit / 8 || time.GetElapsedTime(Volatile.Read(ref _lastTaken)) > Patience) return TimeSpan.Zero;
            return bytes < limit / 2 ? ShortPause : LongPause;
        }
    }

    /// <summary>More was queued.</summary>
    public void Grew(long bytes) => Volatile.Write(ref _bytes, bytes);

    /// <summary>The client took some of it.</summary>
    public void Shrank(long bytes)
    {
        Volatile.Write(ref _bytes, bytes);
        Volatile.Write(ref _lastTaken, time.GetTimestamp());
    }
}
