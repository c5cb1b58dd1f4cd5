namespace Actors.Events;

/// <summary>An event on its way to one of several mailboxes.</summary>
internal sealed class Delivery(Event e, Direction directions, ItemKind kind = ItemKind.Delivery) : MailboxItem(kind)
{
    public Event Event { get; } = e;

    /// <summary>How it goes on from here: upwards only, downwards only, or not.</summary>
    public Direction Directions { get; } = directions;
}
