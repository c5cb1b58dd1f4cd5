using Actors.Benchmarks.Subjects.Fanout;
using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Publishes on the event stream to subscribed actors, until all have handled it; then once more.</summary>
internal sealed class ActorFanout : ActorSubject
{
    private Countdown _handled = null!;

    public override async Task RunAsync()
    {
        for (var i = 0; i < WorkerFanout.Publications; i++)
        {
            _handled = new Countdown(WorkerFanout.Subscribers);
            Actors.EventStream.Publish(new Message(Message.Tick, Message.Payload));
            await _handled.Done;
        }
    }

    protected override void PrepareActors()
    {
        var props = Props.Create(() => new Subscriber(this));
        for (var i = 0; i < WorkerFanout.Subscribers; i++) Actors.EventStream.Subscribe(Actors.ActorOf(props), typeof(Message));
    }

    private sealed class Subscriber(ActorFanout owner) : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Message { Name: Message.Tick }) owner._handled.Signal();
        }
    }
}
