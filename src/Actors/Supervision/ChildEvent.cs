namespace Actors.Supervision;

/// <summary>What a parent is told of a child; where the parent supervises, the library acts on it after the listeners.</summary>
internal sealed class ChildEvent : Event
{
    /// <param name="name">CHILD_THREAD_START or CHILD_THREAD_END.</param>
    /// <param name="data">What the event carries.</param>
    /// <param name="child">The child.</param>
    /// <param name="isSupervised">Whether the parent has a <see cref="SupervisionPolicy"/>.</param>
    public ChildEvent(string name, object? data, FamilyMember child, bool isSupervised)
        : base(name, data, (IEventTarget)child, Direction.None)
    {
        Child = child;
        Control = isSupervised ? ControlKind.Child : ControlKind.None;
    }

    public FamilyMember Child { get; }

    /// <summary>Whether its run ended; else it started.</summary>
    public bool IsEnd { get; init; }

    /// <summary>What its run failed with, if it failed.</summary>
    public Exception? Failure { get; init; }
}
