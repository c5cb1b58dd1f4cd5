namespace Actors.Timers;

/// <summary>Something that falls due once.</summary>
/// <remarks>The fields belong to the queue and are read and written under its lock. A deadline is also a mailbox item, so that firing
/// allocates nothing.</remarks>
internal abstract class Deadline(ItemKind kind) : MailboxItem(kind)
{
    internal long Due;
    internal long Order;

    /// <summary>Place in the heap; -1 while it is not queued.</summary>
    internal int Index = -1;

    /// <summary>Whose clock it follows, where clocks can be stopped.</summary>
    internal virtual object? Owner => null;

    /// <summary>Falls due: posts itself to its flow. On the timer's thread, outside the lock, in order of deadline.</summary>
    internal abstract void Fire();
}
