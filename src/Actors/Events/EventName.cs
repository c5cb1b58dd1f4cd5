namespace Actors;

/// <summary>An event's name together with the type of its data (spec E2).</summary>
/// <remarks>It meets the same listeners as the plain string: <c>Fire("SET_VALUE", 10)</c> reaches a listener of
/// <c>new EventName&lt;int&gt;("SET_VALUE")</c>, and the other way round.</remarks>
/// <typeparam name="T">The type of the data.</typeparam>
public sealed class EventName<T>
{
    /// <summary>Makes a typed name.</summary>
    /// <param name="name">The name; case counts.</param>
    /// <exception cref="ArgumentException"><paramref name="name"/> is null, empty or blank.</exception>
    public EventName(string name)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        Name = string.Intern(name);
    }

    /// <summary>The name as a string.</summary>
    public string Name { get; }

    /// <inheritdoc/>
    public override string ToString() => Name;
}
