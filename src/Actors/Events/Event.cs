namespace Actors;

/// <summary>A named message to a worker.</summary>
/// <remarks>It does not change once it is made, and may be fired at several workers.</remarks>
public class Event : MailboxItem
{
    private readonly object? _data;

    /// <summary>Makes an event, for <see cref="Worker.Fire(Event)"/> and <see cref="Channel.Pub(Event)"/>.</summary>
    /// <param name="name">The name; case counts.</param>
    /// <param name="data">What it carries; null by default.</param>
    /// <param name="target">Who it comes from; the worker that fires it by default (spec E2).</param>
    /// <param name="bubble">Whether it goes on to the parent, and its parent (spec E6).</param>
    /// <param name="broadcast">Whether it goes on to the children, and theirs (spec E6).</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    public Event(string name, object? data = null, IEventTarget? target = null, bool bubble = false, bool broadcast = false)
        : this(Checked(name), data, target, Direct(bubble, broadcast))
    {
    }

    /// <summary>The short way for events that the library makes of a checked name.</summary>
    internal Event(string name, object? data, IEventTarget? target, Direction directions)
        : base(ItemKind.Event)
    {
        Name = name;
        _data = data;
        Target = target;
        SmallA = (byte)directions;
    }

    /// <summary>What stands in a mailbox for an event by this name.</summary>
    private protected Event(ItemKind kind, string name)
        : base(kind) => Name = name;

    /// <summary>The event's name.</summary>
    public string Name { get; }

    /// <summary>What it carries.</summary>
    public object? Data => Boxed;

    /// <summary>Who fired it first: a worker, or null when it came from outside any worker.</summary>
    public IEventTarget? Target { get; private set; }

    /// <summary>Whether it goes on to the parent, and its parent.</summary>
    public bool Bubble => (Directions & Direction.Up) != 0;

    /// <summary>Whether it goes on to the children, and theirs.</summary>
    public bool Broadcast => (Directions & Direction.Down) != 0;

    internal Direction Directions => (Direction)SmallA;

    /// <summary>What the library itself does when the event is handled.</summary>
    internal ControlKind Control
    {
        get => (ControlKind)SmallB;
        private protected init => SmallB = (byte)value;
    }

    private protected virtual object? Boxed => _data;

    /// <inheritdoc/>
    public override string ToString() => Data is { } data ? $"{Name}({data})" : Name;

    /// <summary>The event with its sender filled in; itself when it has one.</summary>
    internal Event From(IEventTarget? sender)
    {
        if (Target is not null || sender is null) return this;
        var copy = (Event)MemberwiseClone();
        copy.Target = sender;
        return copy;
    }

    private protected static string Checked(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        return name;
    }

    private protected static Direction Direct(bool bubble, bool broadcast) =>
        (bubble ? Direction.Up : Direction.None) | (broadcast ? Direction.Down : Direction.None);
}
