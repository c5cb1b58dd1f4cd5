namespace Actors.Flow;

/// <summary>Stands in the mailbox for events of a <see cref="MailboxBound"/> that came with nothing else in between.</summary>
internal sealed class EventBatch() : MailboxItem(ItemKind.Batch)
{
    /// <summary>How many there are. Under the bound's lock.</summary>
    public int Length;
}
