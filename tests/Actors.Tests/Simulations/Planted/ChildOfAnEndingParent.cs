using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A child is started for a parent that may be ending at that moment.</summary>
public sealed class ChildOfAnEndingParent : PlantedBug
{
    public override int Seeds => 100;

    public override string Symptom => "cannot start: its parent";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var (started, refused) = (0, 0);
        var parent = Start(async () =>
        {
            Listen("OPEN", _ =>
            {
                Start(static () => WaitForever().AsTask());
                started++;
            });
            await WaitEvent("QUIT");
        }, Named("parent"));
        Start(() =>
        {
            parent.Fire("QUIT");
            return Task.CompletedTask;
        }, Named("quitter"));
        var opener = Start(async () =>
        {
            Listen(WorkerEvents.Reject, _ => refused++);
            if (isMended)
            {
                parent.Fire("OPEN");
            }
            else if (parent.IsRunning)
            {
                await Update();
                Current.System.Create(static () => Task.CompletedTask, new() { Parent = parent }).Start();
                started++;
            }
            else
            {
                refused++;
            }

            await Sleep(Second);
        }, Named("opener"));
        await Wait(opener);
        Assert.Equal(1, started + refused);
    }
}
