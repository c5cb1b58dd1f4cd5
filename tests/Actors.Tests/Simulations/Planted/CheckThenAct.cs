using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>What was checked before a wait point may be otherwise behind it.</summary>
public sealed class CheckThenAct : PlantedBug
{
    public override int Seeds => 50;

    public override string Symptom => "overdrawn";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var balance = 100;
        var account = Start(async () =>
        {
            Listen("TAKE", async _ =>
            {
                if (balance < 70) return;
                await Sleep(Second);
                if (isMended && balance < 70) return;
                balance -= 70;
            });
            await WaitForever();
        }, Named("account"));

        async Task Take()
        {
            await Sleep(simulation.Choose(3) * Second);
            account.Fire("TAKE");
        }

        Start(Take, Named("a"));
        Start(Take, Named("b"));
        await Sleep(10 * Second);
        Assert.True(balance >= 0, "overdrawn");
    }
}
