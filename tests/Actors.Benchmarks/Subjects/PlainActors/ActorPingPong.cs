using Actors.Benchmarks.Subjects.PingPong;
using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Two actors that answer each other.</summary>
internal sealed class ActorPingPong : ActorSubject
{
    private const string Ping = "PING";
    private const string Pong = "PONG";

    private IActorRef _pinger = null!;
    private TaskCompletionSource _done = null!;

    public override Task RunAsync()
    {
        _pinger.Tell(new Message(Pong, Message.Payload), ActorRefs.NoSender);
        return _done.Task;
    }

    protected override void PrepareActors()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var ponger = Actors.ActorOf(Props.Create(static () => new Ponger()));
        _pinger = Actors.ActorOf(Props.Create(() => new Pinger(ponger, _done)));
    }

    private sealed class Pinger(IActorRef ponger, TaskCompletionSource done) : UntypedActor
    {
        // One more: what starts it is no answer.
        private int _left = WorkerPingPong.Rounds + 1;

        protected override void OnReceive(object message)
        {
            if (message is not Message { Name: Pong }) return;
            if (--_left == 0) done.SetResult();
            else ponger.Tell(new Message(Ping, Message.Payload), Self);
        }
    }

    private sealed class Ponger : UntypedActor
    {
        protected override void OnReceive(object message)
        {
            if (message is Message { Name: Ping }) Sender.Tell(new Message(Pong, Message.Payload), Self);
        }
    }
}
