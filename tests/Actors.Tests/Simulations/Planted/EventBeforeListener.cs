using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A worker waits for something before it listens: what comes then is handled without it.</summary>
public sealed class EventBeforeListener : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "not configured";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var isConfigured = false;
        var worker = Start(async () =>
        {
            if (isMended) Listen("CONFIGURE", _ => isConfigured = true);
            await Update();
            if (!isMended) Listen("CONFIGURE", _ => isConfigured = true);
            await WaitForever();
        }, Named("worker"));
        worker.Fire("CONFIGURE");
        await Sleep(Second);
        Assert.True(isConfigured, "not configured");
    }
}
