using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Two pause the same worker, and the first to resume wakes it for both.</summary>
public sealed class DoubleResume : PlantedBug
{
    public override int Seeds => 30;

    public override string Symptom => "worked while it was held";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var (asked, holders) = (0, 0);
        var worker = Start(async () =>
        {
            while (true)
            {
                await Sleep(Second);
                Assert.True(holders == 0, "it worked while it was held");
            }
        }, Named("worker"));

        async Task Hold()
        {
            await Sleep(simulation.Choose(4) * Second);
            asked++;
            worker.Pause();
            await WaitUntilPaused(worker);
            holders++;
            await Sleep((1 + simulation.Choose(4)) * Second);
            holders--;
            asked--;
            if (!isMended || asked == 0) worker.Resume();
        }

        var (a, b) = (Start(Hold, Named("a")), Start(Hold, Named("b")));
        await Wait(a);
        await Wait(b);
    }

    // Behind the pause in the worker's mailbox: listeners and callbacks go on in a pause.
    private static async Task WaitUntilPaused(Worker worker)
    {
        var reached = new Defer<bool>();
        worker.Later(() => reached.Resolve(true));
        await reached.Get();
    }
}
