using Actors.AkkaNet.Dispatchers;
using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Dispatch;
using static Actors.CurrentWorker;

namespace Actors.AkkaNet.Tests;

/// <summary>Workers run as the configuration of Akka's default dispatcher says, and the one that was woken last stays with its thread.</summary>
public sealed class WorkersDispatcherTests() : AkkaTests("akka.actor.default-dispatcher.throughput = 7")
{
    [Fact]
    public void Dispatcher_OfAWorker_IsTheDefaultOneByNameAndNumbers()
    {
        var dispatcher = DispatcherOf(Workers.Start(static () => WaitForever().AsTask()));

        Assert.IsType<WorkersDispatcher>(dispatcher.Configurator);
        Assert.Equal(Sys.Dispatchers.DefaultGlobalDispatcher.Id, dispatcher.Id);
        Assert.Equal(7, dispatcher.Throughput);
        Assert.Same(dispatcher, DispatcherOf(Workers.Start(static () => WaitForever().AsTask())));
    }

    [Fact]
    public async Task Dispatcher_WhereTheDefaultOneIsNotOnTheThreadPool_IsThatOne()
    {
        var actors = ActorSystem.Create("channel", "akka.actor.default-dispatcher.executor = channel-executor\n" + Quiet);
        await using (var workers = actors.CreateWorkerSystem())
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask());
            Assert.Same(actors.Dispatchers.DefaultGlobalDispatcher, DispatcherOf(worker));
            worker.Fire("GO");
            await worker.Ended();
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    public async Task Fire_BehindWhichTheCodeBlocksUntilItWasHandled_IsHandled()
    {
        using var handled = new ManualResetEventSlim();
        var last = Workers.Start(async () =>
        {
            await WaitEvent("GO");
            handled.Set();
        });
        var blocking = Workers.Start(async () =>
        {
            await WaitEvent("GO");
            last.Fire("GO");
            Assert.True(handled.Wait(TimeSpan.FromMinutes(3)));
        });

        // A worker that another one wakes keeps what it wakes.
        var first = Workers.Start(() =>
        {
            blocking.Fire("GO");
            return Task.CompletedTask;
        });
        foreach (var worker in new[] { first, blocking, last }) Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    public async Task Fire_OfTwoWorkersThatAnswerEachOther_LosesNothing()
    {
        const int Rounds = 10_000;
        var answering = Workers.Start(async () =>
        {
            while (true) (await WaitEvent("PING")).Target!.Fire("PONG");
        });
        var asking = Workers.Start(async () =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                answering.Fire("PING");
                await WaitEvent("PONG", TimeSpan.FromMinutes(3));
            }

            return Rounds;
        });

        Assert.Equal(Rounds, await asking.Value());
    }

    private static MessageDispatcher DispatcherOf(Worker worker) => ((LocalActorRef)worker.ActorRef()).Cell.Dispatcher;
}
