namespace Actors.Events;

/// <summary>The ways an event goes on from a worker that has handled it.</summary>
[Flags]
internal enum Direction : byte
{
    None = 0,

    /// <summary>To the parent, and its parent.</summary>
    Up = 1,

    /// <summary>To the children, and theirs.</summary>
    Down = 2,
}
