namespace Actors.Flow;

/// <summary>Where the latest event of each name and key waits, in one run's mailbox: as many as there are keys that are queued.</summary>
/// <remarks>Keys are user code: their <see cref="object.Equals(object)"/> and <see cref="object.GetHashCode"/> are called for senders only,
/// who get what they throw. The worker's loop finds a place by the object and its hash code, which cannot throw, even if the key has changed
/// meanwhile.</remarks>
/// <param name="gate">With a bounded mailbox its own lock, so that an event is never put into a place that is being dropped.</param>
internal sealed class ConflatedEvents(Lock gate)
{
    /// <summary>The first place of each hash code.</summary>
    private readonly Dictionary<int, ConflatedEvent> _places = [];

    /// <summary>Replaces the event that waits, or posts a place for this one. Any thread.</summary>
    /// <param name="e">The event.</param>
    /// <param name="key">What tells it from others of its name.</param>
    /// <param name="flow">Posts the place; under the lock, so that what its sender posts next comes behind it.</param>
    public Admission Put(Event e, object? key, WorkerFlow flow)
    {
        var hash = HashCode.Combine(e.Name, key);
        lock (gate)
        {
            for (var waiting = _places.GetValueOrDefault(hash); waiting is not null; waiting = waiting.NextOfHash)
            {
                if (!waiting.IsOf(e.Name, key) || waiting.Latest is null) continue;
                waiting.Latest = e;
                return Admission.Replaced;
            }

            var place = new ConflatedEvent(this, e.Name, key, hash) { Latest = e, NextOfHash = _places.GetValueOrDefault(hash) };
            _places[hash] = place;
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
            Remove(place);
            return e;
        }
    }

    private void Remove(ConflatedEvent place)
    {
        if (!_places.TryGetValue(place.Hash, out var at)) return;
        if (at == place)
        {
            if (place.NextOfHash is { } next) _places[place.Hash] = next;
            else _places.Remove(place.Hash);
            return;
        }

        while (at.NextOfHash is { } next && next != place) at = next;
        at.NextOfHash = place.NextOfHash;
    }
}
