namespace Actors.Engines;

/// <summary>What a thread is in, as far as <see cref="NextTurn"/> has to know.</summary>
internal enum TurnMode : byte
{
    /// <summary>In no flow's turn.</summary>
    None,

    /// <summary>In a turn that keeps nothing.</summary>
    Plain,

    /// <summary>In a turn that keeps what it wakes last.</summary>
    Keeping,
}
