namespace Actors.TestKit;

/// <summary>What goes wrong on purpose in a simulation, at places that the seed chooses.</summary>
[Flags]
public enum SimulationFaults
{
    /// <summary>Nothing.</summary>
    None = 0,

    /// <summary>A listener throws a <see cref="SimulatedFault"/>: one that the simulation adds for one event, and
    /// <see cref="Simulation.MayFail"/> wherever the scenario calls it.</summary>
    Listeners = 1,

    /// <summary>A timer fires late, by up to ten seconds; never early (spec W2).</summary>
    LateTimers = 2,

    /// <summary>A worker is told to stop while it stands at a wait point; not the scenario itself.</summary>
    Stops = 4,

    /// <summary>The clock goes on to the next timer while workers still have work: a timeout comes before what it waits for.</summary>
    SlowWorkers = 8,

    /// <summary>All of them.</summary>
    All = Listeners | LateTimers | Stops | SlowWorkers,
}
