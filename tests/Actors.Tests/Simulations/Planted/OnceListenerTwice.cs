using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A listener that is meant for one event removes itself only after it has waited.</summary>
public sealed class OnceListenerTwice : PlantedBug
{
    public override int Seeds => 50;

    public override string Symptom => "Expected: 1";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var payments = 0;
        var till = Start(async () =>
        {
            Listener? listener = null;
            listener = Listen("PAY", async _ =>
            {
                await Sleep(Second);
                payments++;
                if (!isMended && payments == 1) Unlisten(listener!);
            }, new() { Once = isMended });
            await Sleep(10 * Second);
        }, Named("till"));
        for (var i = 0; i < 2; i++)
        {
            Start(async () =>
            {
                await Sleep(simulation.Choose(3) * Second);
                till.Fire("PAY");
            });
        }

        await Wait(till);
        Assert.Equal(1, payments);
    }
}
