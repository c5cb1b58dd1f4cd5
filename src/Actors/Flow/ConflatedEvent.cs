namespace Actors.Flow;

/// <summary>Stands in the mailbox for the latest event of a name and key: a later one comes in here, and has the place of the first.</summary>
internal sealed class ConflatedEvent(ConflatedEvents events, string name, object? key, int hash) : Event(ItemKind.Conflated, name)
{
    /// <summary>The hash code of name and key, as it was when the place was made.</summary>
    public int Hash => hash;

    /// <summary>The next place with the same hash code. Under the lock of all of them.</summary>
    public ConflatedEvent? NextOfHash { get; set; }

    /// <summary>The latest event; null once it was taken. Under the lock of all of them.</summary>
    public Event? Latest { get; set; }

    /// <summary>Whether it is the place of this name and key. Calls the key's <see cref="object.Equals(object)"/>, which is user code.</summary>
    public bool IsOf(string otherName, object? otherKey) => Name == otherName && Equals(key, otherKey);

    /// <summary>Takes the event, and gives up the place: the next one of its kind gets another. In a turn, or under the lock.</summary>
    public Event Take() => events.Take(this);
}
