namespace Actors.Flow;

/// <summary>How a body ended.</summary>
internal readonly record struct Outcome(OutcomeKind Kind, Task? Body, Exception? Error);

/// <summary>The ways a body ends.</summary>
internal enum OutcomeKind : byte
{
    Completed,
    Stopped,
    Faulted,
}
