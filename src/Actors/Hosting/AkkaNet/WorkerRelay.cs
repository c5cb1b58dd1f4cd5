using Actors.Engines.AkkaNet;
using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;

namespace Actors.Hosting.AkkaNet;

/// <summary>Stands in the actor registry for a worker, over all of its runs.</summary>
internal sealed class WorkerRelay(Worker worker) : ActorBase
{
    public static IActorRef Make(ExtendedActorSystem system, Worker worker) =>
        system.SystemActorOf(Props.CreateBy(new Producer(worker)).WithDeploy(Deploy.Local));

    protected override bool Receive(object message)
    {
        // Between its start and its first turn a worker runs without an actor.
        if (worker.IsRunning && worker.Flow is { Mailbox: AkkaMailbox { Ref: null } }) worker.Fire(ToldEvent.Of(message, Sender));
        else if (worker.IsRunning) worker.ActorRef().Forward(message);
        else Context.System.EventStream.Publish(new Akka.Event.DeadLetter(message, Sender, Self));
        return true;
    }

    private sealed class Producer(Worker worker) : IIndirectActorProducer
    {
        public Type ActorType => typeof(WorkerRelay);

        public ActorBase Produce() => new WorkerRelay(worker);

        public void Release(ActorBase actor)
        {
        }
    }
}
