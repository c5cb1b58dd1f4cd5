using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Planted;

/// <summary>Two workers ask each other, and answer only where they wait for a question.</summary>
public sealed class EachAwaitsTheOther : PlantedBug
{
    public override int Seeds => 30;

    public override string Symptom => "nothing can happen any more";

    protected override async Task Run(Simulation simulation, bool isMended)
    {
        var peers = new Worker[2];

        async Task Peer(int other)
        {
            if (isMended) Listen("ASK", static e => ((Defer<bool>)e.Data!).Resolve(true));
            await WaitEvent("GO");
            await Sleep(simulation.Choose(2) * Second);
            var answer = new Defer<bool>();
            peers[other].Fire("ASK", answer);
            if (isMended)
            {
                await answer.Get();
                await Sleep(3 * Second);
                return;
            }

            // One at a time, so it thought: who asked first is answered first.
            if (peers[other].MailboxDepth == 0) await answer.Get();
            var question = await WaitEvent("ASK");
            ((Defer<bool>)question.Data!).Resolve(true);
            await answer.Get();
        }

        peers[0] = Start(() => Peer(1), Named("a"));
        peers[1] = Start(() => Peer(0), Named("b"));
        foreach (var peer in peers) peer.Fire("GO");
        foreach (var peer in peers) await Wait(peer);
    }
}
