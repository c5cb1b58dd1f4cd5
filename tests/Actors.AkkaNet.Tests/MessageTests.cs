using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentActor;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>Workers and plain actors tell, ask and answer each other.</summary>
public sealed class MessageTests : AkkaTests
{
    private sealed record Question(string Text);

    [Fact]
    public async Task Tell_AtAWorker_IsAnEventNamedByItsTypeWithItsSender()
    {
        var probe = CreateTestProbe();
        var heard = Barriers.Signal<Event>();
        var worker = Workers.Create();
        worker.Listen(nameof(Question), heard.SetResult);
        worker.Start().ActorRef().Tell(new Question("?"), probe.Ref);

        var e = await heard.Task.Soon();
        Assert.Equal(new Question("?"), e.Data);
        Assert.Equal(probe.Ref, Assert.IsType<ActorTarget>(e.Target).Ref);
    }

    [Fact]
    public async Task Tell_OfAnEvent_KeepsItsNameAndData()
    {
        var heard = Barriers.Signal<Event>();
        var worker = Workers.Create();
        worker.Listen("SET", heard.SetResult);
        worker.Start().ActorRef().Tell(new Event("SET", 10), ActorRefs.NoSender);

        var e = await heard.Task.Soon();
        Assert.Equal(10, e.Data);
        Assert.Null(e.Target);
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Tell_BetweenFires_KeepsTheOrderOfTheSender()
    {
        const int rounds = 1000;
        var heard = new List<int>();
        var worker = Workers.Create();
        worker.Listen(nameof(Int32), e => heard.Add((int)e.Data!));
        worker.Listen("FIRED", e => heard.Add((int)e.Data!));
        var actor = worker.Start().ActorRef();
        for (var i = 0; i < rounds; i += 2)
        {
            worker.Fire("FIRED", i);
            actor.Tell(i + 1, ActorRefs.NoSender);
        }

        await worker.AtWaitPoint();
        Assert.Equal(Enumerable.Range(0, rounds), heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    public void Fire_AtTheTargetOfAToldEvent_TellsTheActorAnEventFromTheWorker()
    {
        var probe = CreateTestProbe();
        var worker = Workers.Create();
        worker.Listen(nameof(Question), e => e.Target!.Fire("ANSWER", 42));
        worker.Start().ActorRef().Tell(new Question("?"), probe.Ref);

        Assert.Equal(42, probe.ExpectMsg<Event>().Data);
        Assert.Equal(worker.ActorRef(), probe.LastSender);
    }

    [Fact]
    public async Task Ask_OfAWorker_IsAnsweredByAListener()
    {
        var worker = Workers.Create();
        worker.Listen(nameof(Question), e => Tell(((ActorTarget)e.Target!).Ref, "answer"));

        Assert.Equal("answer", await worker.Start().ActorRef().Ask<string>(new Question("?"), TimeSpan.FromSeconds(30)).Soon());
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task Ask_FromAWorker_EntersItsLoop()
    {
        var probe = CreateTestProbe();
        var heard = Barriers.Signal();
        var worker = Workers.Start(async () =>
        {
            Listen("MEANWHILE", _ => heard.SetResult());
            return await Ask<string>(probe.Ref, "question", TimeSpan.FromMinutes(1));
        });

        probe.ExpectMsg("question");
        var asking = probe.LastSender;
        worker.Fire("MEANWHILE");
        await heard.Task.Soon();
        asking.Tell("answer", probe.Ref);
        Assert.Equal("answer", await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Ask_InAFinallyAfterTheStop_IsAnswered()
    {
        var probe = CreateTestProbe();
        var answer = default(string);
        var worker = Workers.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                answer = await Ask<string>(probe.Ref, "may I go?", TimeSpan.FromMinutes(1));
            }
        });
        worker.Stop();
        probe.ExpectMsg("may I go?");
        probe.Reply("go");
        await worker.Ended();

        Assert.Equal("go", answer);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Ask_OfAWorkerThatIsStopped_EndsAndLeavesNoActorBehind()
    {
        var probe = CreateTestProbe();
        var error = default(Exception);
        var worker = Workers.Start(async () =>
        {
            try
            {
                await Ask<string>(probe.Ref, "question");
            }
            catch (OperationCanceledException exit)
            {
                error = exit;
                throw;
            }
        });
        probe.ExpectMsg("question");
        var asking = probe.LastSender;
        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.IsType<WorkerExit>(error);
        Assert.IsNotType(asking.GetType(), ((ExtendedActorSystem)Sys).Provider.ResolveActorRef(asking.Path));
    }

    [Fact]
    public async Task Tell_FromWorkerToWorker_HasTheWorkerAsItsTarget()
    {
        var heard = Barriers.Signal<Event>();
        var receiver = Workers.Create();
        receiver.Listen(nameof(String), heard.SetResult);
        receiver.Start();
        var sender = Workers.Start(() =>
        {
            Tell(receiver.ActorRef(), "text");
            return Task.CompletedTask;
        });

        Assert.Same(sender, (await heard.Task.Soon()).Target);
    }

    [Fact]
    public async Task Tell_WithAWorkersActorThatNobodyAskedFor_HasTheWorkerAsItsTarget()
    {
        var heard = Barriers.Signal<Event>();
        var receiver = Workers.Create();
        receiver.Listen(nameof(String), heard.SetResult);
        receiver.Start();
        var sender = Workers.Start(new WorkerOptions { Name = "sender" });
        var actor = await Sys.ActorSelection("/user/workers/sender").ResolveOne(TimeSpan.FromSeconds(30)).Soon();
        receiver.ActorRef().Tell("text", actor);

        Assert.Same(sender, (await heard.Task.Soon()).Target);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Tell_AtABoundedMailbox_IsDroppedAndCounted()
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isBlocked = Barriers.Signal();
        var heard = 0;
        var worker = Workers.Create(null, new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2 } });
        worker.Listen("BLOCK", _ =>
        {
            isBlocked.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        worker.Listen(nameof(Int32), _ => heard++);
        worker.Start().Fire("BLOCK");
        await isBlocked.Task.Soon();
        for (var i = 0; i < 10; i++) worker.ActorRef().Tell(i, ActorRefs.NoSender);
        mayGoOn.Set();
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(10, heard + worker.DroppedEvents);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    public void ActorRef_OnAnotherEngine_SaysSo()
    {
        var worker = new WorkerSystem(new() { Engine = WorkerEngine.Embedded }).Start();

        var error = Assert.Throws<InvalidOperationException>(() => worker.ActorRef());
        Assert.Contains("Embedded", error.Message, StringComparison.Ordinal);
    }
}
