using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>A channel keeps nothing for those that subscribe later.</summary>
public sealed class PubBeforeSub : PlantedBug
{
    public override int Seeds => 20;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var news = new Channel("news", simulation.System);
        var scenario = Current;
        var reader = Start(async () =>
        {
            news.Sub();
            scenario.Fire("SUBSCRIBED");
            await WaitEvent("HEADLINE");
        }, Named("reader"));
        if (isMended) await WaitEvent("SUBSCRIBED");
        news.Pub("HEADLINE");
        await Wait(reader);
    }
}
