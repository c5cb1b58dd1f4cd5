namespace Actors.TestKit;

/// <summary>How a simulation chooses the next piece.</summary>
public enum SimulationStrategy
{
    /// <summary>Each seed takes one of the other two.</summary>
    Mixed,

    /// <summary>Any piece that can run is as likely as any other.</summary>
    Uniform,

    /// <summary>Workers have priorities that change at a few random places (PCT): finds bugs for which one worker must stand still
    /// for long.</summary>
    Priorities,
}
