using Actors.Engines.AkkaNet.Dispatchers;
using Actors.Engines.AkkaNet.Mailboxes;
using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

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
        await using (var workers = new WorkerSystem(actors))
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask());
            Assert.Same(actors.Dispatchers.DefaultGlobalDispatcher, DispatcherOf(worker));
            worker.Fire("GO");
            await worker.Ended();
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    public async Task Dispatcher_WhereTheDefaultOneNamesAMailbox_RunsTheWorkers()
    {
        // Akka's own logger asks for a mailbox of another kind.
        const string Mailbox = """
            akka.actor.default-dispatcher.mailbox-type = "Akka.Dispatch.UnboundedMailbox, Akka"
            akka.loggers = []

            """;
        var actors = ActorSystem.Create("mailbox", Mailbox + Quiet);
        await using (var workers = new WorkerSystem(actors))
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask());
            Assert.IsType<WorkersDispatcher>(DispatcherOf(worker).Configurator);
            worker.Fire("GO");
            Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    public async Task Mailbox_OfAWorkerThatKeepsUp_HasNoQueue()
    {
        var heard = Barriers.Signal<Event>();
        var worker = Workers.Create();
        worker.Listen("ONE", heard.SetResult);
        worker.Start().Fire("ONE");
        await heard.Task.Soon();

        Assert.Null(Assert.IsType<WorkerQueue>(QueueOf(worker)).Queued);
    }

    [Fact]
    public async Task Mailbox_ThatTheConfigurationNames_IsTheWorkers()
    {
        const string Mailbox = """
            akka.actor.mailbox.unbounded-queue-based.mailbox-type = "Akka.Dispatch.UnboundedDequeBasedMailbox, Akka"

            """;
        var actors = ActorSystem.Create("mailbox", Mailbox + Quiet);
        await using (var workers = new WorkerSystem(actors))
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask());
            Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(worker));
            for (var i = 0; i < 100; i++) worker.Fire("OTHER");
            worker.Fire("GO");
            Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    public async Task Mailbox_WhereTheDefaultDispatcherAsksForMore_IsOfThatKind()
    {
        // Akka's own logger asks for a mailbox of another kind.
        const string Mailbox = """
            akka.actor.default-dispatcher.mailbox-requirement = "Akka.Dispatch.IUnboundedDequeBasedMessageQueueSemantics, Akka"
            akka.loggers = []

            """;
        var actors = ActorSystem.Create("mailbox", Mailbox + Quiet);
        await using (var workers = new WorkerSystem(actors))
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask());
            Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(worker));
            worker.Fire("GO");
            Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    public async Task Mailbox_ThatADeploymentNames_IsThatWorkers()
    {
        const string Mailbox = """
            akka.actor.deployment./workers/deque.mailbox = akka.actor.mailbox.unbounded-deque-based

            """;
        var actors = ActorSystem.Create("mailbox", Mailbox + Quiet);
        await using (var workers = new WorkerSystem(actors))
        {
            var worker = workers.Start(static () => WaitEvent("GO").AsTask(), new WorkerOptions { Name = "deque" });
            Assert.IsType<UnboundedDequeMessageQueue>(QueueOf(worker));
            Assert.IsType<WorkerQueue>(QueueOf(workers.Start(static () => WaitForever().AsTask())));
            worker.Fire("GO");
            Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        }

        await actors.Terminate().Soon();
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task FireAndTell_OfManySendersAtAWorkerThatKeepsUp_KeepTheOrderOfEach()
    {
        const int Senders = 3;
        const int Each = 20_000;
        var (next, wrong, left) = (new int[Senders], 0, Senders * Each);
        var done = Barriers.Signal<int>();
        void Hear(Event e)
        {
            var (sender, number) = ((int, int))e.Data!;
            if (next[sender]++ != number) wrong++;
            if (--left == 0) done.SetResult(wrong);
        }

        var worker = Workers.Create();
        worker.Listen("FIRED", Hear);
        worker.Listen("TOLD", Hear);
        var actor = worker.Start().ActorRef();
        await Task.WhenAll(Enumerable.Range(0, Senders).Select(sender => Barriers.OnPlainThread(() =>
        {
            var random = new Random(sender);
            for (var i = 0; i < Each; i++)
            {
                if (random.Next(3) == 0) actor.Tell(new Event("TOLD", (sender, i)), ActorRefs.NoSender);
                else worker.Fire("FIRED", (sender, i));

                // Two or three at once: what comes second meets a turn that takes the first.
                if (random.Next(5) < 2) Thread.SpinWait(random.Next(100));
            }
        }))).Soon();

        Assert.Equal(0, await done.Task.Soon());
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    public async Task Fire_BehindWhichTheCodeBlocksUntilItWasHandled_IsHandled()
    {
        const int Times = 20;
        using var handled = new SemaphoreSlim(0);
        var last = Workers.Start(async () =>
        {
            Listen("GO", _ => handled.Release());
            await WaitForever();
        });
        var blocking = Workers.Start(async () =>
        {
            await WaitEvent("GO");
            for (var i = 0; i < Times; i++)
            {
                last.Fire("GO");
                Assert.True(handled.Wait(TimeSpan.FromMinutes(3)));
            }
        });
        await last.AtWaitPoint();
        await blocking.AtWaitPoint();

        // Both are parked: a worker that another one wakes keeps what it wakes.
        Workers.Start(() =>
        {
            blocking.Fire("GO");
            return Task.CompletedTask;
        });
        Assert.Equal(WorkerState.Completed, (await blocking.Ended()).State);
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

    private static IMessageQueue QueueOf(Worker worker) => ((LocalActorRef)worker.ActorRef()).Cell.Mailbox!.MessageQueue;

    private static MessageDispatcher DispatcherOf(Worker worker) => ((LocalActorRef)worker.ActorRef()).Cell.Dispatcher;
}
