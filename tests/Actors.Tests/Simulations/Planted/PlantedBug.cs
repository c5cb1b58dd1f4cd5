using Actors.TestKit;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A bug in code that uses workers, and the same code without it.</summary>
public abstract class PlantedBug
{
    protected static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    /// <summary>Within so many seeds a simulation must find it.</summary>
    public abstract int Seeds { get; }

    /// <summary>What the report of the failing seed must say.</summary>
    public abstract string Symptom { get; }

    public virtual SimulationFaults Faults => SimulationFaults.None;

    public Task Broken(Simulation simulation) => Run(simulation, isMended: false);

    public Task Mended(Simulation simulation) => Run(simulation, isMended: true);

    protected abstract Task Run(Simulation simulation, bool isMended);

    protected static WorkerOptions Named(string name) => new() { Name = name };

    public override string ToString() => GetType().Name;
}
