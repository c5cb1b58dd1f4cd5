namespace Actors.Flow;

/// <content>Events of which only the latest waits (spec E10).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Made when it is needed.</summary>
    private ConflatedEvents? _conflated;

    /// <summary>Queues an event in the place of the one with its name and key that waits; at the end, when none does. Any thread.</summary>
    public Admission PostLatest(Event e, object? key) => Conflated().Put(e, key, this);

    /// <summary>Queues the place of such an event. Any thread.</summary>
    public Admission PostPlace(ConflatedEvent place) =>
        Bound?.TryAdd(place, Direction.None) ?? (_writer.TryPost(place) ? Admission.Taken : Admission.Closed);

    private ConflatedEvents Conflated()
    {
        if (Volatile.Read(ref _conflated) is { } conflated) return conflated;
        var made = new ConflatedEvents(Bound?.Gate ?? new Lock());
        return Interlocked.CompareExchange(ref _conflated, made, null) ?? made;
    }
}
