namespace Actors.Engines.Embedded;

/// <summary>A place in a mailbox's chain that holds nothing.</summary>
internal sealed class MailboxStop : MailboxItem
{
    /// <summary>Marks the number of an item behind which only the library's own items are accepted.</summary>
    public const int Closed = int.MinValue;

    public MailboxStop(bool isRest = false)
        : base(ItemKind.Sentinel) => SmallA = isRest ? (byte)1 : (byte)0;

    /// <summary>Whether the flow is parked while this is the tail.</summary>
    public bool IsRest => SmallA != 0;
}
