namespace Actors;

/// <summary>Publishes events to many workers (spec A3).</summary>
/// <remarks>Each subscriber gets each event once, from one publisher in order. A subscriber is held weakly, stays over a restart, and
/// gets nothing while it does not run. Publishing never blocks, and one bad subscriber troubles nobody. Any thread may call.</remarks>
public sealed class Channel
{
    private readonly ITopic _topic;

    /// <summary>Makes a channel on the event stream of a system.</summary>
    /// <param name="name">For people; <c>channel</c> by default.</param>
    /// <param name="system">Whose event stream; by default the current worker's system, or <see cref="WorkerSystem.Default"/>.</param>
    public Channel(string? name = null, WorkerSystem? system = null)
    {
        Name = name ?? "channel";
        _topic = (system ?? WorkerSystem.Current).Engine.EventStream.CreateTopic(Name);
    }

    /// <summary>The name given to it.</summary>
    public string Name { get; }

    /// <summary>How many of the subscribed workers run.</summary>
    /// <value>Workers; exact, and read in constant time. A worker that has ended is not counted, and is counted again when it starts again.</value>
    public int Count => _topic.Count;

    /// <summary>Subscribes a worker.</summary>
    /// <param name="worker">The subscriber; the current worker by default.</param>
    /// <returns>False when it was subscribed already.</returns>
    /// <exception cref="InvalidOperationException">No worker was given and none is current.</exception>
    public bool Sub(Worker? worker = null) => _topic.Add(worker ?? Worker.Current);

    /// <summary>Ends a worker's subscription.</summary>
    /// <param name="worker">The subscriber; the current worker by default.</param>
    /// <returns>False when it was not subscribed.</returns>
    /// <exception cref="InvalidOperationException">No worker was given and none is current.</exception>
    public bool Unsub(Worker? worker = null) => _topic.Remove(worker ?? Worker.Current);

    /// <summary>Publishes an event to every subscriber.</summary>
    /// <param name="name">The event's name; case counts.</param>
    /// <param name="data">What it carries.</param>
    /// <returns>How many workers it was handed to.</returns>
    public int Pub(string name, object? data = null) => Pub(new Event(name, data));

    /// <summary>Publishes a typed event to every subscriber.</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    /// <returns>How many workers it was handed to.</returns>
    public int Pub<T>(EventName<T> name, T data) => Pub(new Event<T>(name, data));

    /// <summary>Publishes an event of your making to every subscriber.</summary>
    /// <param name="e">The event; its target is the publishing worker unless it has one.</param>
    /// <returns>How many workers it was handed to.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="e"/> is null.</exception>
    public int Pub(Event e)
    {
        ArgumentNullException.ThrowIfNull(e);
        return _topic.Publish(e.From(Worker.TryGetCurrent()));
    }

    /// <inheritdoc/>
    public override string ToString() => $"{Name} ({Count} subscribers)";
}
