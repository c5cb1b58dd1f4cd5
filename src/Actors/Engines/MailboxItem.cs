using System.ComponentModel;

namespace Actors;

/// <summary>What a mailbox holds: an event, or the library's own notes to a flow.</summary>
/// <remarks>An item is its own queue node, so that posting allocates nothing. It stands in one mailbox at most, but for an event in mailboxes
/// that link no items (<see cref="Engines.IMailbox.SharesItems"/>).</remarks>
[EditorBrowsable(EditorBrowsableState.Never)]
public abstract class MailboxItem
{
    /// <summary>The item that came next; belongs to the mailbox, also for a while after this item was taken.</summary>
    internal MailboxItem? Next;

    /// <summary>Its number in the mailbox, counting on; with the sign bit when the mailbox was closed to events. The mailbox's.</summary>
    internal int Depth;

    /// <summary>What the flow does with it.</summary>
    internal readonly ItemKind Kind;

    /// <summary>For a subclass's own small values: they fill the gap that the kind leaves, and an event is eight bytes smaller.</summary>
    private protected byte SmallA;

    /// <inheritdoc cref="SmallA"/>
    private protected byte SmallB;

    internal MailboxItem(ItemKind kind) => Kind = kind;
}
