using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Order is kept for one sender; that of two is nobody's promise (spec E1).</summary>
public sealed class OrderOfTwoSenders : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "written before it was opened";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var isOpen = false;
        var file = Start(async () =>
        {
            Listen("OPEN", _ => isOpen = true);
            Listen("WRITE", _ => Assert.True(isOpen, "written before it was opened"));
            await WaitForever();
        }, Named("file"));
        var writer = Start(async () =>
        {
            if (isMended) await WaitEvent("OPENED");
            file.Fire("WRITE");
        }, Named("writer"));
        Start(() =>
        {
            file.Fire("OPEN");
            if (isMended) writer.Fire("OPENED");
            return Task.CompletedTask;
        }, Named("opener"));
        await Wait(writer);
        await Sleep(Second);
    }
}
