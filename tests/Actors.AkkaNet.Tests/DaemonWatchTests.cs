using Actors.Tests.Conformance;
using Akka.Actor;
using static Actors.CurrentWorker;
using Debug = Akka.Event.Debug;

namespace Actors.Tests.AkkaNet;

/// <summary>The actor of a daemon child stands beside the tree, and its parent's actor watches it.</summary>
public sealed class DaemonWatchTests() : AkkaTests("akka.actor.debug.lifecycle = on")
{
    [Fact]
    [Trait("Spec", "C4")]
    public async Task Start_OfADaemonChild_LetsItsParentsActorWatchIt()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Debug));
        var (parent, daemon) = await StartAsync();

        var source = daemon.ActorRef().Path.ToString();
        var watched = probe.FishForMessage<Debug>(line => line.LogSource == source && line.Message.ToString()!.StartsWith("now watched", StringComparison.Ordinal));
        Assert.Equal($"now watched by {parent.ActorRef()}", watched.Message);
    }

    [Fact]
    public async Task Stop_OfADaemonsActor_IsNoEventAtAParentThatDidNotAskForIt()
    {
        var (parent, daemon) = await StartAsync();
        var heard = new List<string>();
        parent.Listen(nameof(Terminated), e => heard.Add(e.Name));
        parent.Listen(WorkerEvents.ChildEnd, e => heard.Add(e.Name));
        var actor = daemon.ActorRef();
        var stopped = Stopped(actor);
        Sys.Stop(actor);
        await stopped;
        await daemon.Ended();
        await parent.AtWaitPoint();

        Assert.Equal([WorkerEvents.ChildEnd], heard);
        Assert.Equal(WorkerState.Stopped, daemon.State);
    }

    [Fact]
    public async Task Watch_OfADaemonsActor_IsStillAnEventForCodeThatAskedForIt()
    {
        var (parent, daemon) = await StartAsync();
        var heard = Barriers.Signal<object?>();
        parent.Listen(nameof(Terminated), e => heard.SetResult(e.Data));
        var actor = daemon.ActorRef();
        parent.Watch(actor);
        daemon.Stop();

        Assert.Equal(actor, Assert.IsType<Terminated>(await heard.Task.Soon()).ActorRef);
    }

    [Fact]
    public async Task Watch_OfADaemonsActorBeforeTheEngineDoes_IsStillAnEvent()
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isBlocked = Barriers.Signal();
        var heard = Barriers.Signal<object?>();
        var parent = Workers.Start(new WorkerOptions { Name = "parent" });
        parent.Listen(nameof(Terminated), e => heard.SetResult(e.Data));
        parent.Later(() =>
        {
            isBlocked.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        await isBlocked.Task.Soon();

        // Its dispatcher begins it before the start returns, and so before its parent is asked to watch it.
        var context = new InlineContext();
        var actor = default(IActorRef);
        var daemon = Workers.Start(
            async () =>
            {
                actor = CurrentActor.Self;
                parent.Watch(actor);
                await WaitForever();
            },
            new WorkerOptions { Name = "daemon", Parent = parent, IsDaemon = true, Dispatcher = WorkerDispatcher.For(context) });
        mayGoOn.Set();
        await parent.AtWaitPoint();
        daemon.Stop();

        Assert.Equal(actor, Assert.IsType<Terminated>(await heard.Task.Soon()).ActorRef);
    }

    [Fact]
    public async Task Unwatch_OfADaemonsActor_IsNoEvent()
    {
        var (parent, daemon) = await StartAsync();
        var heard = false;
        parent.Listen(nameof(Terminated), _ => heard = true);
        parent.Watch(daemon.ActorRef());
        parent.Unwatch(daemon.ActorRef());
        var stopped = Stopped(daemon.ActorRef());
        daemon.Stop();
        await stopped;
        await parent.AtWaitPoint();

        Assert.False(heard);
    }

    private async Task<(Worker Parent, Worker Daemon)> StartAsync()
    {
        var parent = Workers.Start(new WorkerOptions { Name = "parent" });
        var daemon = Workers.Start(static () => WaitForever().AsTask(), new WorkerOptions { Name = "daemon", Parent = parent, IsDaemon = true });

        // The watch is asked for in the parent's turn, and arrives in the daemon's.
        await parent.AtWaitPoint();
        await daemon.AtWaitPoint();
        return (parent, daemon);
    }
}
