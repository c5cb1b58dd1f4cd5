namespace Actors;

/// <summary>How many events a worker's mailbox holds, and what happens to one that finds it full (spec E10).</summary>
/// <remarks>
/// The capacity counts events that were fired, published, bubbled or broadcast and have not been taken, what a paused body and the loops
/// over <see cref="CurrentWorker.Events(string, IEventTarget?)"/> have yet to see among them. Callbacks, control events, what the library
/// tells of children and of rejects, and waits that end, always get in and do not count. With another mode than
/// <see cref="MailboxFullMode.Wait"/>, firing never throws for want of room.
/// </remarks>
public sealed class MailboxOptions
{
    internal static readonly MailboxOptions Unbounded = new();

    /// <summary>How many events it holds.</summary>
    /// <value>Events, 1 or more; null, the default, for no limit.</value>
    public int? Capacity { get; init; }

    /// <summary>What happens when it is full.</summary>
    /// <value><see cref="MailboxFullMode.Wait"/> by default; another mode needs a <see cref="Capacity"/>.</value>
    public MailboxFullMode FullMode { get; init; } = MailboxFullMode.Wait;

    internal void Validate()
    {
        if (Capacity is <= 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Capacity), Capacity, "A mailbox holds 1 event at least; null is for no limit.");
        }

        if (!Enum.IsDefined(FullMode)) throw new ArgumentOutOfRangeException(nameof(FullMode), FullMode, "There is no such mode.");
        if (Capacity is null && FullMode != MailboxFullMode.Wait)
        {
            throw new ArgumentException($"FullMode {FullMode} does nothing without a Capacity: give the mailbox one.");
        }
    }
}
