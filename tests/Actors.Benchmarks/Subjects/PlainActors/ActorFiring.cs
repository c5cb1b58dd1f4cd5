using Actors.Benchmarks.Subjects.Firing;
using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Producers tell one actor, until it has handled everything.</summary>
internal sealed class ActorFiring : ActorSubject
{
    private IActorRef _actor = null!;
    private TaskCompletionSource _done = null!;

    public override async Task RunAsync()
    {
        await Producers.RunAsync(1, () =>
        {
            for (var i = WorkerFiring.Events; i > 0; i--) _actor.Tell(new Message(Message.Tick, Message.Payload), ActorRefs.NoSender);
        });
        await _done.Task;
    }

    protected override void PrepareActors()
    {
        _done = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        _actor = Actors.ActorOf(Props.Create(() => new Counter(_done)));
    }

    private sealed class Counter(TaskCompletionSource done) : UntypedActor
    {
        private int _left = WorkerFiring.Events;

        protected override void OnReceive(object message)
        {
            if (message is Message { Name: Message.Tick } && --_left == 0) done.SetResult();
        }
    }
}
