using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Dispatch;
using Debug = Akka.Event.Debug;

namespace Actors.Tests.AkkaNet;

/// <summary>A child that is started by a thread from outside while the actor of its parent stops.</summary>
public sealed class LateChildTests() : AkkaTests("akka.actor.debug.lifecycle = on")
{
    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "C4")]
    public async Task Start_OfAChildWhileItsParentsActorStops_EndsWithIt(bool isInline)
    {
        using var mayGoOn = new ManualResetEventSlim();
        var isBlocked = Barriers.Signal();
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Debug));
        var parent = Workers.Start(new WorkerOptions { Name = "parent" });
        var actor = parent.ActorRef();

        // It holds the end of its parent's actor up.
        var sibling = Workers.Start(new WorkerOptions { Name = "sibling", Parent = parent });
        sibling.Later(() =>
        {
            isBlocked.SetResult();
            mayGoOn.Wait(TimeSpan.FromSeconds(60));
        });
        await isBlocked.Task.Soon();
        Sys.Dispatchers.RegisterConfigurator("late", new LookUp((ExtendedActorSystem)Sys, isInline, () =>
        {
            Sys.Stop(actor);
            probe.FishForMessage<Debug>(line => line.LogSource == actor.Path.ToString() && line.Message is "Stopping");
        }));
        var late = Workers.Start(new WorkerOptions { Name = "late", Parent = parent, Dispatcher = AkkaDispatcher.Named("late") });
        late.Fire("QUEUED");
        mayGoOn.Set();

        Assert.Equal(WorkerState.Stopped, (await late.Ended()).State);
        Assert.Equal(WorkerState.Stopped, (await parent.Ended()).State);
    }

    /// <summary>Akka looks it up when it has promised the child its name, and has not put it beside its siblings.</summary>
    private sealed class LookUp(ExtendedActorSystem system, bool isInline, Action onFirst)
        : MessageDispatcherConfigurator(system.Settings.Config.GetConfig("akka.actor.default-dispatcher"), system.Dispatchers.Prerequisites)
    {
        private int _count;

        public override MessageDispatcher Dispatcher()
        {
            if (Interlocked.Increment(ref _count) == 1) onFirst();
            return isInline ? new Akka.TestKit.CallingThreadDispatcher(this) : system.Dispatchers.DefaultGlobalDispatcher;
        }
    }
}
