using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>The event comes at another wait point than at the one that waits for it.</summary>
public sealed class MissedWakeUp : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var waiter = Start(async () =>
        {
            var isReady = false;
            Listen("READY", _ => isReady = true);
            await Update();
            if (isMended && isReady) return;
            await WaitEvent("READY");
        }, Named("waiter"));
        Start(() =>
        {
            waiter.Fire("READY");
            return Task.CompletedTask;
        }, Named("signaller"));
        await Wait(waiter);
    }
}
