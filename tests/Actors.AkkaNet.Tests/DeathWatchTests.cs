using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>Akka's DeathWatch, its stops and its restarts, on the actors of workers.</summary>
public sealed class DeathWatchTests : AkkaTests
{
    [Fact]
    public void Watch_OfAWorkersActor_HearsTheEndOfItsRun()
    {
        var worker = Workers.Start(new WorkerOptions { Name = "watched" });
        var actor = worker.ActorRef();
        Watch(actor);
        worker.Stop();

        ExpectTerminated(actor);
    }

    [Fact]
    public async Task Watch_FromAWorker_BringsAnEventWhenTheActorStops()
    {
        var probe = CreateTestProbe();
        var isWatching = Barriers.Signal();
        var worker = Workers.Start(async () =>
        {
            CurrentActor.Watch(probe.Ref);
            isWatching.SetResult();
            return ((Terminated)(await WaitEvent(nameof(Terminated))).Data!).ActorRef;
        });
        await isWatching.Task.Soon();
        Sys.Stop(probe.Ref);

        Assert.Equal(probe.Ref, await worker.Value());
    }

    [Fact]
    public async Task Unwatch_FromAWorker_BringsNoEvent()
    {
        var probe = CreateTestProbe();
        var heard = false;
        var worker = Workers.Start();
        worker.Listen(nameof(Terminated), _ => heard = true);
        worker.Watch(probe.Ref);
        worker.Unwatch(probe.Ref);
        await worker.AtWaitPoint();
        var stopped = Stopped(probe.Ref);
        Sys.Stop(probe.Ref);
        await stopped;
        await worker.AtWaitPoint();

        Assert.False(heard);
    }

    [Fact]
    public async Task Watch_InACleanUpBehindTheActor_BringsAnEventToo()
    {
        var probe = CreateTestProbe();
        var isReady = Barriers.Signal();
        var isWatching = Barriers.Signal();
        var heard = default(object);
        var worker = Workers.Start(async () =>
        {
            try
            {
                isReady.SetResult();
                await WaitForever();
            }
            finally
            {
                CurrentActor.Watch(probe.Ref);
                isWatching.SetResult();
                heard = (await WaitEvent(nameof(Terminated))).Data;
            }
        });
        await isReady.Task.Soon();
        Sys.Stop(worker.ActorRef());
        await isWatching.Task.Soon();
        Sys.Stop(probe.Ref);
        await worker.Ended();

        Assert.Equal(probe.Ref, Assert.IsType<Terminated>(heard).ActorRef);
    }

    [Theory]
    [InlineData(null)]
    [InlineData(10)]
    public async Task Watch_BeforeTheActorIsStopped_IsKeptForTheCleanUp(int? capacity)
    {
        var (kept, given, over) = (CreateTestProbe(), CreateTestProbe(), CreateTestProbe());
        var isReady = Barriers.Signal();
        var isCleaning = Barriers.Signal();
        var heard = new List<IActorRef>();
        var worker = Workers.Create(
            async () =>
            {
                CurrentActor.Watch(kept.Ref);
                CurrentActor.Watch(given.Ref);
                CurrentActor.Watch(over.Ref);
                try
                {
                    isReady.SetResult();
                    await WaitForever();
                }
                finally
                {
                    CurrentActor.Unwatch(given.Ref);
                    isCleaning.SetResult();
                    await WaitEvent("GO");
                    await Update();
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity } });
        worker.Listen(nameof(Terminated), e =>
        {
            heard.Add(((Terminated)e.Data!).ActorRef);
            if (heard.Count == 2) worker.Fire("GO");
        });
        worker.Start();
        await isReady.Task.Soon();
        Sys.Stop(worker.ActorRef());
        await isCleaning.Task.Soon();
        var stopped = Stopped(given.Ref);
        Sys.Stop(given.Ref);
        await stopped;
        Sys.Stop(over.Ref);
        Sys.Stop(kept.Ref);
        await worker.Ended();

        Assert.Equal([kept.Ref, over.Ref], heard.OrderBy(actor => actor == kept.Ref ? 0 : 1));
    }

    public static TheoryData<string> Stops => ["Stop", "PoisonPill", "Kill"];

    [Theory]
    [MemberData(nameof(Stops))]
    [Trait("Spec", "L4")]
    public async Task Run_WhoseActorIsStopped_StopsAndItsFinallyMayWait(string how)
    {
        var steps = new List<string>();
        var child = default(Worker)!;
        var isReady = Barriers.Signal();
        var worker = Workers.Start(async () =>
        {
            child = Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Update();
                    steps.Add("child");
                }
            });
            isReady.SetResult();
            try
            {
                await WaitForever();
            }
            finally
            {
                await Wait(child);
                await Wait(Task.Run(static () => { }));
                steps.Add("finally");
            }
        });
        await isReady.Task.Soon();
        await child.AtWaitPoint();
        var actor = worker.ActorRef();
        var stopped = Stopped(actor);
        if (how == "Stop") Sys.Stop(actor);
        else actor.Tell(how == "Kill" ? Kill.Instance : PoisonPill.Instance, ActorRefs.NoSender);
        await stopped;
        child.TryStop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(["child", "finally"], steps);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task TryStop_OfARunThatHasEnded_LeavesTheNextOne()
    {
        var worker = Workers.Start();
        var first = worker.Flow!;
        await worker.StopAsync().Soon();
        worker.Start();

        Assert.False(worker.TryStop(first));
        Assert.Equal(WorkerState.Running, worker.State);
        Assert.True(worker.TryStop(worker.Flow!));
        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_AtARunWhoseActorWasStopped_IsHeardOrRejectedNeverLost()
    {
        const int each = 2000;
        var heard = 0;
        var worker = Workers.Start();
        worker.Listen("N", _ => heard++);
        var half = Barriers.Signal();
        var firing = Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++)
            {
                worker.Fire("N");
                if (i == each / 2) half.SetResult();
            }
        });
        await half.Task.Soon();
        Sys.Stop(worker.ActorRef());
        await firing;
        await worker.Ended();

        Assert.Equal(each, heard + Workers.DeadLetters.Count);
    }

    [Fact]
    public async Task Restart_OfTheActor_KeepsItsMailboxAndTheRun()
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isBlocked = Barriers.Signal();
        var heard = new List<object?>();
        var worker = Workers.Start(async () =>
        {
            Start(async () => await WaitForever(), new WorkerOptions { Name = "child" });
            for (var i = 0; i < 3; i++) heard.Add((await WaitEvent("N")).Data);
            return Current.Children.Count;
        });
        worker.Listen("BLOCK", _ =>
        {
            isBlocked.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        worker.Fire("BLOCK");
        await isBlocked.Task.Soon();
        worker.Fire("N", 1);
        worker.Fire("N", 2);
        ((IInternalActorRef)worker.ActorRef()).Restart(new InvalidOperationException("Restart"));
        worker.Fire("N", 3);
        mayGoOn.Set();

        Assert.Equal(1, await worker.Value());
        Assert.Equal([1, 2, 3], heard);
    }
}
