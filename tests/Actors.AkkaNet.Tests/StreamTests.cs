using Actors.Engines.AkkaNet;
using Actors.Tests.Conformance;
using Akka.Actor;

namespace Actors.Tests.AkkaNet;

/// <summary>The actor system's event stream and dead letters.</summary>
public sealed class StreamTests : AkkaTests
{
    private sealed record News(string Text);

    [Fact]
    public async Task Publish_OnTheEventStream_ReachesListenersOfSubscribedWorkers()
    {
        var heard = Barriers.Signal<object?>();
        var worker = Workers.Create();
        worker.Listen(nameof(News), e => heard.SetResult(e.Data));
        worker.Start();
        Assert.True(worker.SubscribeToStream<News>());
        Sys.EventStream.Publish(new News("hello"));

        Assert.Equal(new News("hello"), await heard.Task.Soon());
    }

    [Fact]
    public async Task Publish_AfterTheSubscriptionEnded_IsNotHeard()
    {
        var heard = false;
        var worker = Workers.Start();
        worker.Listen(nameof(News), _ => heard = true);
        worker.SubscribeToStream<News>();
        Assert.True(worker.UnsubscribeFromStream<News>());
        Sys.EventStream.Publish(new News("hello"));
        await worker.AtWaitPoint();

        Assert.False(heard);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public void Pub_OnAChannel_StandsOnTheEventStream()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(ChannelMessage));
        new Channel("news", Workers).Pub("HEADLINE", "text");

        var message = probe.ExpectMsg<ChannelMessage>();
        Assert.Equal(("news", "HEADLINE", "text"), (message.Channel, message.Event.Name, message.Event.Data));
    }

    [Fact]
    [Trait("Spec", "A3")]
    public async Task DisposeAsync_OfTheWorkers_LeavesNoSubscriberOnTheEventStream()
    {
        var workers = new WorkerSystem(Sys);
        var subscriber = (IActorRef)((AkkaEngine)workers.Engine).EventStream;
        workers.Start();
        await workers.DisposeAsync();

        Assert.False(Sys.EventStream.Unsubscribe(subscriber, typeof(ChannelMessage)));
    }

    [Fact]
    [Trait("Spec", "E8")]
    public async Task Fire_AtAWorkerThatHasEnded_IsADeadLetterOfAkkas()
    {
        var worker = Workers.Start();
        var actor = worker.ActorRef();
        await worker.StopAsync();
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.DeadLetter));
        worker.Fire("LATE");

        var letter = probe.FishForMessage<Akka.Event.DeadLetter>(static letter => letter.Message is Event);
        Assert.Equal("LATE", ((Event)letter.Message).Name);
        Assert.Equal(actor, letter.Recipient);
        Assert.Equal(1, Workers.DeadLetters.Count);
    }

    [Fact]
    public async Task Tell_AtAWorkerWhoseRunEnds_IsADeadLetter()
    {
        var probe = CreateTestProbe();
        Sys.EventStream.Subscribe(probe.Ref, typeof(Akka.Event.DeadLetter));
        var worker = Workers.Start();
        var actor = worker.ActorRef();
        await worker.StopAsync();
        await Stopped(actor);
        actor.Tell(new News("late"), TestActor);

        probe.FishForMessage<Akka.Event.DeadLetter>(static letter => letter.Message is News);
    }
}
