namespace Actors.Events;

/// <summary>Counts the events that mailboxes have left out (spec E10). Any thread.</summary>
internal sealed class EventLosses
{
    private long _dropped;
    private long _conflated;

    /// <summary>For which a full mailbox had no room.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>That a later one has replaced.</summary>
    public long Conflated => Interlocked.Read(ref _conflated);

    public void CountDropped() => Interlocked.Increment(ref _dropped);

    public void CountConflated() => Interlocked.Increment(ref _conflated);
}
