using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>The answer stops the timer of its timeout, which has run already.</summary>
public sealed class TimerCancelledTooLate : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "outcomes";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var outcomes = new List<string>();
        var server = Start(static async () =>
        {
            var question = await WaitEvent("ASK");
            await Sleep(Second);
            ((Worker)question.Target!).Fire("ANSWER");
        }, Named("server"));
        var client = Start(async () =>
        {
            server.Fire("ASK");
            var timer = Later(() => outcomes.Add("timeout"), Second);
            await WaitEvent("ANSWER");
            var inTime = timer.Stop();
            if (inTime || !isMended) outcomes.Add("answer");
        }, Named("client"));
        await Wait(client);
        Assert.True(outcomes.Count == 1, $"outcomes: {string.Join(", ", outcomes)}");
    }
}
