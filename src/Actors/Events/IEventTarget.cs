namespace Actors;

/// <summary>Who fired an event, and can be answered: a worker.</summary>
public interface IEventTarget
{
    /// <summary>Where it stands in the tree, such as <c>/downloads/file-3</c>.</summary>
    string Path { get; }

    /// <summary>Fires a named event at it (spec E1).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    void Fire(string name, object? data = null);

    /// <summary>Fires a typed event at it (spec E1).</summary>
    /// <param name="name">The event's name.</param>
    /// <param name="data">What it carries.</param>
    void Fire<T>(EventName<T> name, T data);
}
