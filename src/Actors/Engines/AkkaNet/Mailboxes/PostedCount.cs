namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>How many items were posted, and whether more may be: what Akka's queue does not say at once.</summary>
/// <remarks>One interlocked word, so that a post knows at once whether it came in time. Its senders write it all the time: what holds it is not for the
/// turns to look at more often than need be.</remarks>
internal abstract class PostedCount
{
    /// <summary>Only the library's own items are accepted.</summary>
    private const long EventsClosed = 1;

    /// <summary>Nothing is accepted.</summary>
    private const long Dead = 2;

    /// <summary>One item, in <see cref="_state"/>.</summary>
    private const long One = 4;

    private const int NumberShift = 2;

    /// <summary>Items posted, times <see cref="One"/>, and the closed bits.</summary>
    private long _state;

    public bool IsDead => (Volatile.Read(ref _state) & Dead) != 0;

    /// <summary>Items that were posted; once the mailbox is closed, those that it refuses count for a moment too.</summary>
    public long Posted => Volatile.Read(ref _state) >> NumberShift;

    /// <summary>Whether only the library's own items are accepted, or nothing.</summary>
    public bool IsClosedToEvents => (Volatile.Read(ref _state) & EventsClosed) != 0;

    /// <summary>Counts an item that is about to be posted. Any thread.</summary>
    /// <param name="isLibrarys">Whether it is accepted when the mailbox is closed to events.</param>
    /// <param name="number">Its number.</param>
    /// <returns>False when it is not accepted; it was not counted then.</returns>
    public bool TryCount(bool isLibrarys, out long number)
    {
        var state = Interlocked.Add(ref _state, One);
        number = state >> NumberShift;
        if ((state & Dead) == 0 && ((state & EventsClosed) == 0 || isLibrarys)) return true;
        Interlocked.Add(ref _state, -One);
        return false;
    }

    /// <summary>Accepts the library's own items alone from now on.</summary>
    protected void CloseCountToEvents() => Interlocked.Or(ref _state, EventsClosed);

    /// <summary>Accepts nothing from now on. Behind <see cref="CloseCountToEvents"/>.</summary>
    /// <param name="taken">How many items were taken.</param>
    /// <returns>False when more were posted.</returns>
    public bool TryCloseCount(long taken)
    {
        var empty = (taken * One) | EventsClosed;
        return Interlocked.CompareExchange(ref _state, empty | Dead, empty) == empty;
    }
}
