using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A body registers a permanent listener: after its restart there are two.</summary>
public sealed class ListenerLeftOverRestart : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "Expected: 2";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var count = 0;
        var worker = Start(async () =>
        {
            if (isMended) Listen("ADD", _ => count++);
            else Current.Listen("ADD", _ => count++);
            await WaitEvent("BAD");
            throw new InvalidDataException("a bad one");
        }, new() { Name = "worker", Restart = RestartPolicy.OnFailure });

        Start(() =>
        {
            for (var i = 0; i < 2; i++) worker.Fire("ADD");
            return Task.CompletedTask;
        }, Named("good"));
        Start(() =>
        {
            worker.Fire("BAD");
            return Task.CompletedTask;
        }, Named("bad"));
        await Sleep(10 * Second);
        Assert.Equal(2, count);
    }
}
