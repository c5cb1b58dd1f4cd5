namespace Actors.Events;

/// <summary>An event on its way to one of several mailboxes.</summary>
internal sealed class Delivery(Event e, Direction directions, ItemKind kind = ItemKind.Delivery) : MailboxItem(kind)
{
    public Event Event { get; private set; } = e;

    /// <summary>How it goes on from here: upwards only, downwards only, or not.</summary>
    public Direction Directions { get; private set; } = directions;

    /// <summary>For another event to the same worker, once this one was handled.</summary>
    public Delivery For(Event e, Direction directions)
    {
        Event = e;
        Directions = directions;
        return this;
    }

    /// <summary>The event, which must not live as long as its delivery.</summary>
    public Event TakeEvent()
    {
        var e = Event;
        Event = null!;
        return e;
    }
}
