namespace Actors;

/// <summary>An event whose data has a type known to the compiler.</summary>
/// <typeparam name="T">The type of the data.</typeparam>
public sealed class Event<T> : Event
{
    private readonly T _value;

    /// <summary>Makes a typed event, for <see cref="Worker.Fire(Event)"/> and <see cref="Channel.Pub(Event)"/>.</summary>
    /// <param name="name">The typed name.</param>
    /// <param name="data">What it carries.</param>
    /// <param name="target">Who it comes from; the worker that fires it by default (spec E2).</param>
    /// <param name="bubble">Whether it goes on to the parent, and its parent (spec E6).</param>
    /// <param name="broadcast">Whether it goes on to the children, and theirs (spec E6).</param>
    /// <exception cref="ArgumentNullException"><paramref name="name"/> is null.</exception>
    public Event(EventName<T> name, T data, IEventTarget? target = null, bool bubble = false, bool broadcast = false)
        : this((name ?? throw new ArgumentNullException(nameof(name))).Name, data, target, Direct(bubble, broadcast))
    {
    }

    internal Event(string name, T data, IEventTarget? target, Direction directions)
        : base(name, null, target, directions) => _value = data;

    /// <summary>What it carries.</summary>
    public new T Data => _value;

    private protected override object? Boxed => _value;

    /// <summary>The event in its typed form.</summary>
    /// <exception cref="InvalidCastException">The data is of another type.</exception>
    internal static Event<T> Of(Event e)
    {
        if (e is Event<T> typed) return typed;
        return e.Data switch
        {
            T data => new Event<T>(e.Name, data, e.Target, e.Directions),
            null when default(T) is null => new Event<T>(e.Name, default!, e.Target, e.Directions),
            var data => throw new InvalidCastException(
                $"Event '{e.Name}' carries {data?.GetType().Name ?? "null"}, and {typeof(T).Name} is expected here. " +
                "Fire it with data of that type, or listen to it by its string name."),
        };
    }
}
