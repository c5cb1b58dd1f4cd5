using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A request reaches a worker between its two runs, and nobody looks at the rejection.</summary>
public sealed class RejectAgainstRestart : PlantedBug
{
    public override int Seeds => 100;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var system = simulation.System;
        var server = system.Create(static () => WaitForever().AsTask(), Named("server"));
        server.Listen("ASK", static e => ((Worker)e.Target!).Fire("ANSWER"));
        server.Start();
        var restarts = Start(async () => await server.RestartAsync(), Named("operator"));
        var client = Start(async () =>
        {
            Listen(WorkerEvents.Reject, _ =>
            {
                if (isMended) Later(() => server.Fire("ASK"), Second);
            });
            server.Fire("ASK");
            await WaitEvent("ANSWER");
        }, Named("client"));
        await Wait(client);
        await Wait(restarts);
    }
}
