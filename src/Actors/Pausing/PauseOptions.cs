namespace Actors;

/// <summary>How <see cref="Worker.PauseAsync"/> pauses.</summary>
public sealed class PauseOptions
{
    internal static readonly PauseOptions Default = new();

    /// <summary>Who stands still.</summary>
    /// <value><see cref="PauseScope.Subtree"/> by default.</value>
    public PauseScope Scope { get; init; }

    /// <summary>What becomes of timers and timeouts meanwhile.</summary>
    /// <value><see cref="PauseTimers.RunOn"/> by default.</value>
    public PauseTimers Timers { get; init; }

    internal void Validate()
    {
        if (!Enum.IsDefined(Scope)) throw new ArgumentOutOfRangeException(nameof(Scope), Scope, "There is no such scope of a pause.");
        if (!Enum.IsDefined(Timers)) throw new ArgumentOutOfRangeException(nameof(Timers), Timers, "There is no such choice for timers.");
    }
}

/// <summary>Who stands still in a pause.</summary>
public enum PauseScope
{
    /// <summary>The worker, its children, theirs, and so on; those who start meanwhile, too.</summary>
    Subtree,

    /// <summary>The worker alone.</summary>
    Worker,
}

/// <summary>What becomes of timers and timeouts in a pause.</summary>
public enum PauseTimers
{
    /// <summary>They run on: what fell due meanwhile is due at once on resume (as spec L7).</summary>
    RunOn,

    /// <summary>They stand still: each goes on with the time that it had left.</summary>
    Frozen,
}
