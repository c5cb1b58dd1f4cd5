namespace Actors.Engines;

/// <summary>The side of a mailbox for those who post.</summary>
/// <remarks>It may be another object than the <see cref="IMailbox"/>, which belongs to the flow: where both sides are busy on two cores, they
/// wait for each other at every item that touches memory of both.</remarks>
internal interface IMailboxWriter
{
    /// <summary>Adds an item and sees to a turn. Any thread. Posts from one sender keep their order.</summary>
    /// <returns>False when the mailbox is closed to this kind of item; the item was not taken.</returns>
    bool TryPost(MailboxItem item);
}
