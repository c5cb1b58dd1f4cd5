namespace Actors.Flow;

/// <summary>An event that came during a pause and is kept for the body (spec L7).</summary>
internal sealed class HeldEvent(Event e, bool isHandled) : MailboxItem(ItemKind.Delivery)
{
    public Event Event => e;

    /// <summary>Whether a listener has handled it: dropping it is no loss then (spec E10).</summary>
    public bool IsHandled => isHandled;
}
