namespace Actors.TestKit;

/// <summary>How scenarios are simulated.</summary>
public sealed class SimulationOptions
{
    internal static readonly SimulationOptions Default = new();

    /// <summary>How the next piece is chosen.</summary>
    /// <value><see cref="SimulationStrategy.Mixed"/> by default.</value>
    public SimulationStrategy Strategy { get; init; }

    /// <summary>What goes wrong on purpose.</summary>
    /// <value><see cref="SimulationFaults.None"/> by default.</value>
    public SimulationFaults Faults { get; init; }

    /// <summary>How often each kind of fault strikes in one run.</summary>
    /// <value>At most so often, 1 to 1,000; 2 by default.</value>
    public int MostFaults { get; init; } = 2;

    /// <summary>What an error means that nobody caught: of a worker whose failures are logged (spec L10), or of a listener
    /// (spec E5).</summary>
    /// <value><see cref="UncaughtErrors.FailTheScenario"/> by default.</value>
    public UncaughtErrors Errors { get; init; }

    /// <summary>The seed with which <see cref="Simulation.Explore"/> begins; it counts on from there.</summary>
    /// <value>Any number; 0 by default.</value>
    public long FirstSeed { get; init; }

    /// <summary>How many pieces a run may have; one that has more goes round for ever.</summary>
    /// <value>1 or more; 100,000 by default.</value>
    public int MostPieces { get; init; } = 100_000;

    internal void Validate()
    {
        if (!Enum.IsDefined(Strategy)) throw new ArgumentOutOfRangeException(nameof(Strategy), Strategy, "There is no such strategy.");
        if (!Enum.IsDefined(Errors)) throw new ArgumentOutOfRangeException(nameof(Errors), Errors, "There is no such way with errors.");
        if ((Faults & ~SimulationFaults.All) != 0)
        {
            throw new ArgumentOutOfRangeException(nameof(Faults), Faults, "There is no such fault.");
        }

        if (MostFaults is < 1 or > 1000)
        {
            throw new ArgumentOutOfRangeException(nameof(MostFaults), MostFaults, "The number of faults must be from 1 to 1,000.");
        }

        if (MostPieces < 1) throw new ArgumentOutOfRangeException(nameof(MostPieces), MostPieces, "There must be 1 piece or more.");
    }
}

/// <summary>What an error means that no code of the scenario caught.</summary>
public enum UncaughtErrors
{
    /// <summary>The scenario fails with it, unless it is a <see cref="SimulatedFault"/>. A worker that is meant to fail has
    /// <see cref="WorkerOptions.LogFailures"/> off.</summary>
    FailTheScenario,

    /// <summary>Nothing: the scenario looks for itself.</summary>
    Ignore,
}
