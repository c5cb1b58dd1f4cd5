using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A handler of cancellations takes the worker's stop for one of them.</summary>
public sealed class SwallowedStop : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "not every worker stops";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var worker = simulation.System.Start(async () =>
        {
            while (true)
            {
                try
                {
                    await WaitEvent("WORK");
                }
                catch (OperationCanceledException error) when (!isMended || error is not WorkerExit)
                {
                    // The work was cancelled: on to the next.
                }

                await Update();
            }
        }, new() { Name = "worker", Parent = WorkerParent.None });
        for (var i = 0; i < 3; i++) worker.Fire("WORK");
        if (simulation.Choose(2) == 0) await Sleep(Second);
    }
}
