using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>A subtree that is held stands still, in every order.</summary>
[Trait("Spec", "X3")]
public sealed class HoldClauses
{
    [Fact]
    public void PauseAsync_OfABusyTree_HoldsAllOfItAndLosesNothing() => Clause.Holds(static async simulation =>
    {
        var tree = new BusyTree(simulation);
        await Sleep(simulation.Choose(5) * Clause.Second / 10);
        var pause = await tree.Root.PauseAsync();
        var steps = tree.Steps;
        tree.FireAtAll();
        await Sleep(10 * Clause.Second);
        Assert.Equal(steps, tree.Steps);

        pause.Resume();
        await Sleep(10 * Clause.Second);
        Assert.True(tree.Steps > steps);
        Assert.Equal(tree.Fired, tree.Heard);
    });

    [Fact]
    public void PauseAsync_OfTwoAtOnce_HoldsUntilBothResume() => Clause.Holds(static async simulation =>
    {
        var tree = new BusyTree(simulation);

        async Task Hold()
        {
            await Sleep(simulation.Choose(10) * Clause.Second / 10);
            using (await tree.Root.PauseAsync())
            {
                var steps = tree.Steps;
                await Sleep(simulation.Choose(10) * Clause.Second / 10);
                Assert.Equal(steps, tree.Steps);
                tree.FireAtAll();
            }
        }

        var holders = new[] { Start(Hold), Start(Hold), Start(Hold) };
        foreach (var holder in holders) await Wait(holder);
        await Sleep(10 * Clause.Second);
        Assert.Equal(tree.Fired, tree.Heard);
    });
}
