using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A listener that throws in the middle leaves half of its change behind: the worker goes on (spec E5).</summary>
public sealed class HalfAChange : PlantedBug
{
    public override int Seeds => 50;

    public override string Symptom => "Expected: 100";

    public override SimulationFaults Faults => SimulationFaults.Listeners;

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var (from, to) = (100, 0);
        var bank = Start(async () =>
        {
            Listen("MOVE", _ =>
            {
                if (isMended) simulation.MayFail("the transfer");
                from -= 10;
                if (!isMended) simulation.MayFail("the transfer");
                to += 10;
            });
            await WaitForever();
        }, Named("bank"));
        for (var i = 0; i < 5; i++) bank.Fire("MOVE");
        await Sleep(Second);
        Assert.Equal(100, from + to);
    }
}
