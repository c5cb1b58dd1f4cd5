namespace Actors.Flow;

/// <summary>Where the latest event of each name and key waits, in one run's mailbox: as many as there are keys that are queued.</summary>
/// <param name="gate">With a bounded mailbox its own lock, so that an event is never put into a place that is being dropped.</param>
internal sealed class ConflatedEvents(Lock gate)
{
    private readonly Dictionary<(string Name, object? Key), ConflatedEvent> _places = [];

    /// <summary>Replaces the event that waits, or posts a place for this one. Any thread.</summary>
    /// <param name="e">The event.</param>
    /// <param name="key">What tells it from others of its name.</param>
    /// <param name="flow">Posts the place; under the lock, so that what its sender posts next comes behind it.</param>
    public Admission Put(Event e, object? key, WorkerFlow flow)
    {
        lock (gate)
        {
            // A key that has changed since may name a place that is not queued any more.
            if (_places.TryGetValue((e.Name, key), out var place) && place.Latest is not null)
            {
                place.Latest = e;
                return Admission.Replaced;
            }

            place = new ConflatedEvent(this, e.Name, key) { Latest = e };
            _places[(e.Name, key)] = place;
            var admission = flow.PostPlace(place);
            if (admission is not (Admission.Taken or Admission.TakenForOldest)) Take(place);
            return admission;
        }
    }

    /// <inheritdoc cref="ConflatedEvent.Take"/>
    public Event Take(ConflatedEvent place)
    {
        lock (gate)
        {
            var e = place.Latest!;
            place.Latest = null;
            _places.Remove((place.Name, place.Key));
            return e;
        }
    }
}
