namespace Actors;

/// <summary>A callback of a worker for events of one name.</summary>
public abstract class Listener
{
    private readonly ListenerOptions _options;

    private protected Listener(string name, ListenerOptions options)
    {
        EventName = name;
        _options = options;
    }

    /// <summary>The name of the events that it hears.</summary>
    public string EventName { get; }

    /// <summary>The only sender that it hears; null for all (spec E4).</summary>
    public IEventTarget? Target => _options.Target;

    /// <summary>Its place among the listeners of one event: higher first, equal ones in order of registration (spec E3).</summary>
    public int Priority => _options.Priority;

    /// <summary>Whether it is removed after its first call (spec E4).</summary>
    public bool Once => _options.Once;

    /// <summary>Whether it stays when the run ends (spec E4).</summary>
    public bool Permanent => _options.Permanent ?? true;

    /// <summary>Whether a call may wait.</summary>
    internal abstract bool IsAsync { get; }

    /// <summary>Set once it was removed by <see cref="Once"/> or by the end of the run: removing it again does nothing (spec E9).</summary>
    internal bool IsSpent { get; set; }

    internal bool Matches(Event e) =>
        ((object)EventName == e.Name || EventName == e.Name) && (_options.Target is not { } target || ReferenceEquals(target, e.Target));

    /// <summary>Whether one of these listeners handles the event; a stream only keeps it.</summary>
    internal static bool IsHandled(Event e, Listener[] listeners) =>
        Array.Exists(listeners, listener => listener is not StreamListener && listener.Matches(e));

    /// <summary>Calls it; null when it has finished.</summary>
    internal abstract Task? Invoke(Event e);
}
