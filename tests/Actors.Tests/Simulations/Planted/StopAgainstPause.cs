using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A pause of the user's own waits for its resume alone: who is told to quit meanwhile does not hear it.</summary>
public sealed class StopAgainstPause : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var worker = Start(async () =>
        {
            var (isPaused, hasQuit) = (false, false);
            Listen("HOLD", _ => isPaused = true);
            Listen("QUIT", _ => hasQuit = true);
            while (!hasQuit)
            {
                if (isPaused && !isMended) await WaitEvent("RELEASE");
                else await WaitUntil(_ => hasQuit || isPaused);
                if (isMended) isPaused = false;
            }
        }, Named("worker"));
        Start(() => FireAt(worker, "HOLD"), Named("pauser"));
        Start(() => FireAt(worker, "QUIT"), Named("stopper"));
        await Wait(worker);
    }

    private static Task FireAt(Worker worker, string name)
    {
        worker.Fire(name);
        return Task.CompletedTask;
    }
}
