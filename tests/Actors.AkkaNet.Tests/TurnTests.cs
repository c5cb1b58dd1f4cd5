using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>Turns of a worker's actor, and what stands in its mailbox between them.</summary>
public sealed class TurnTests : AkkaTests
{
    [Fact]
    [Trait("Spec", "F3")]
    public async Task Turn_WithOnlyAMessageOfAkkasBehindIt_IsFollowedByAnother()
    {
        const int count = 100;
        var probe = CreateTestProbe();
        var isReady = Barriers.Signal();
        var mayGoOn = Barriers.Signal();
        var heardAll = Barriers.Signal();
        var heard = 0;
        var worker = Workers.Create(async () =>
        {
            isReady.SetResult();
            await mayGoOn.Task;
            await WaitForever();
        });
        worker.Listen("N", _ =>
        {
            // Akka answers it itself: the actor receives nothing.
            if (heard == 0) worker.ActorRef().Tell(new Identify(1), probe.Ref);
            if (++heard == count) heardAll.SetResult();
        });
        worker.Start();
        await isReady.Task.Soon();

        // They are all put off until the body goes on, which comes behind them: none is in Akka's mailbox then.
        for (var i = 0; i < count; i++) worker.Fire("N");
        mayGoOn.SetResult();

        await heardAll.Task.Soon();
    }
}
