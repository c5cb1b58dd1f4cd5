using Actors.TestKit;
using Actors.Tests.Simulations.Clauses;
using Xunit.Abstractions;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Trees;

/// <summary>Up to 200 workers, under whatever can happen to them.</summary>
public sealed class RandomTreeTests(ITestOutputHelper output)
{
    [Theory]
    [InlineData(SimulationFaults.None)]
    [InlineData(SimulationFaults.All)]
    [Trait("Spec", "X3")]
    [Trait("Spec", "L1")]
    [Trait("Spec", "E8")]
    public void RandomTree_UnderFiresPausesStopsAndFaults_KeepsItsPromises(SimulationFaults faults)
    {
        var (fired, moves, workers) = (0L, 0L, 0L);
        var report = Simulation.Explore(Clause.SeedsOfEach, async simulation =>
        {
            var tree = new RandomTree(simulation);
            var disturbers = Enumerable.Range(0, 3).Select(_ => Start(async () =>
            {
                for (var count = simulation.Choose(60); count > 0; count--) await tree.Disturb();
            })).ToArray();
            foreach (var disturber in disturbers) await Wait(disturber);
            await tree.End();
            fired += tree.Fired;
            moves += tree.Moves;
            workers += tree.Count;
        }, new() { Faults = faults, MostFaults = 5 });

        output.WriteLine($"{report}: {workers} workers, {fired} fired and accounted for, {moves} moves of states");
        Assert.True(fired > report.Seeds && moves > report.Seeds, $"{fired} fired, {moves} moves");
    }
}
