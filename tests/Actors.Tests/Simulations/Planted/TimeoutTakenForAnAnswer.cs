using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>An answer always comes in time, but on a machine that is busy.</summary>
public sealed class TimeoutTakenForAnAnswer : PlantedBug
{
    public override int Seeds => 200;

    public override string Symptom => "NullReferenceException";

    public override SimulationFaults Faults => SimulationFaults.SlowWorkers;

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var server = Start(async () =>
        {
            Listen("ASK", static e => ((Worker)e.Target!).Fire("ANSWER", 42));
            await WaitForever();
        }, Named("server"));
        var client = Start(async () =>
        {
            server.Fire("ASK");
            var answer = await WaitEvent("ANSWER", 10 * Second);
            return isMended ? answer?.Data ?? 0 : answer!.Data;
        }, Named("client"));
        await Wait(client);
    }
}
