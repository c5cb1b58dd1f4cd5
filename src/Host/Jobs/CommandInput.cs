namespace Actors.Application.Jobs;

/// <summary>What a command reads as its standard input.</summary>
internal enum CommandInput
{
    /// <summary>What this process reads: the terminal, mostly.</summary>
    Inherited,

    /// <summary>Nothing: it is at its end from the start.</summary>
    None,
}
