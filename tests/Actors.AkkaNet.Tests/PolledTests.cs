using Actors.Tests.Conformance;
using Akka.Actor;

namespace Actors.Tests.AkkaNet;

/// <summary>The actor of a main worker that a foreign main loop polls.</summary>
public sealed class PolledTests
{
    private const string Config = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }";

    [Fact]
    [Trait("Spec", "M1")]
    public async Task Tell_AtAPolledMainWorker_IsHeardInTheNextUpdate()
    {
        const int count = 100;
        using var system = ActorSystem.Create("polled", Config);
        await using var workers = CreateWorkers(system);
        var heard = new List<int>();
        workers.Main.Listen(nameof(Int32), e => heard.Add((int)e.Data!));
        for (var i = 0; i < count; i++) workers.Main.ActorRef().Tell(i, ActorRefs.NoSender);
        workers.Update();

        Assert.Equal(Enumerable.Range(0, count), heard);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Terminate_InHaste_GoesOnInUpdates()
    {
        using var system = ActorSystem.Create("polled", Config + "\nakka.coordinated-shutdown.run-by-actor-system-terminate = off");
        await using var workers = CreateWorkers(system);
        var main = workers.Main.ActorRef();
        var stopped = main.WatchAsync();
        var end = system.Terminate();
        await Barriers.OnPlainThread(() =>
        {
            while (!end.IsCompleted) workers.Update();
        });

        await stopped.Soon();
    }

    private static WorkerSystem CreateWorkers(ActorSystem system) =>
        new WorkerSystem(system, new WorkerSystemOptions { MainDispatcher = WorkerDispatcher.Polled });
}
