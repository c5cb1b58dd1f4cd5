using System.Globalization;
using Actors.TestKit;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Runs a scenario that proves a clause of the spec in many orders.</summary>
internal static class Clause
{
    /// <summary>The classes here have at least as many scenarios; each gets its part of all the seeds.</summary>
    public const int Scenarios = 25;

    /// <summary>Seeds in all: 10,000, or as the environment says.</summary>
    private const string Seeds = "ACTORS_SEEDS";

    public static string[] TwoNames { get; } = ["a", "b"];

    public static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    public static int SeedsOfEach => Math.Max(1, All / Scenarios);

    private static int All => Environment.GetEnvironmentVariable(Seeds) is { Length: > 0 } seeds
        ? int.Parse(seeds, CultureInfo.InvariantCulture)
        : 10_000;

    /// <summary>The scenario holds for all its seeds, and these take many orders.</summary>
    public static void Holds(Func<Simulation, Task> scenario, SimulationFaults faults = SimulationFaults.None)
    {
        var report = Simulation.Explore(SeedsOfEach, scenario, new() { Faults = faults });
        Assert.True(report.Orders >= Math.Min(100, report.Seeds / 4), $"The seeds take too few orders: {report}");
    }

    public static WorkerOptions Named(string name) => new() { Name = name };
}
