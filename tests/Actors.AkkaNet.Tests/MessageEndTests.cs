using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>What plain actors told a worker before its body ended.</summary>
public sealed class MessageEndTests : AkkaTests
{
    private sealed record Question(int Number);

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    [Trait("Spec", "L8")]
    public async Task Tell_BeforeTheBodyEnds_ReachesTheListeners(int? capacity)
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isBlocked = Barriers.Signal();
        var heard = new List<int>();
        var worker = Workers.Create(
            static async () => await WaitEvent("GO"),
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity } });
        worker.Listen("BLOCK", _ =>
        {
            isBlocked.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        worker.Listen(nameof(Question), e => heard.Add(((Question)e.Data!).Number));
        worker.Listen("FIRED", e => heard.Add((int)e.Data!));
        worker.Start().Fire("BLOCK");
        await isBlocked.Task.Soon();
        worker.Fire("GO");
        worker.ActorRef().Tell(new Question(1), ActorRefs.NoSender);
        worker.Fire("FIRED", 2);
        worker.ActorRef().Tell(new Question(3), ActorRefs.NoSender);
        mayGoOn.Set();

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        Assert.Equal([1, 2, 3], heard.Order());
        if (capacity is null) Assert.Equal([1, 2, 3], heard);
        Assert.Equal(0, Workers.DeadLetters.Count);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    [Trait("Spec", "E8")]
    public async Task Tell_WhileTheRunEnds_IsADeadLetter(int? capacity)
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isEnding = Barriers.Signal();
        var worker = Workers.Create(
            static async () => await WaitEvent("GO"),
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity } });
        var isLast = false;
        worker.Listen("LAST", _ =>
        {
            isLast = true;
            isEnding.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        worker.Listen("GO", _ => worker.Fire("LAST"));
        worker.Start().Fire("GO");
        await isEnding.Task.Soon();
        worker.ActorRef().Tell(new Question(1), ActorRefs.NoSender);
        mayGoOn.Set();
        await worker.Ended();

        Assert.True(isLast);
        Assert.Equal(1, Workers.DeadLetters.Count);
    }
}
