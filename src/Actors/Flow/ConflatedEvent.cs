namespace Actors.Flow;

/// <summary>Stands in the mailbox for the latest event of a name and key: a later one comes in here, and has the place of the first.</summary>
internal sealed class ConflatedEvent(ConflatedEvents events, string name, object? key) : Event(ItemKind.Conflated, name)
{
    public object? Key => key;

    /// <summary>The latest event; null once it was taken. Under the lock of all of them.</summary>
    public Event? Latest { get; set; }

    /// <summary>Takes the event, and gives up the place: the next one of its kind gets another. In a turn, or under the lock.</summary>
    public Event Take() => events.Take(this);
}
