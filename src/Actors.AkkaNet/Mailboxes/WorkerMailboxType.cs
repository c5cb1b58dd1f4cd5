using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.AkkaNet.Mailboxes;

/// <summary>The mailboxes on <see cref="Dispatchers.WorkersDispatcher"/>: the actor of a worker has its run's own queue.</summary>
/// <remarks>Made by Akka, from the configuration in <see cref="AkkaDefaults"/>.</remarks>
internal sealed class WorkerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<WorkerQueue>
{
    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        owner is LocalActorRef { Cell.Props: WorkerProps props } ? props.Place.Writer.Use() : new UnboundedMessageQueue();
}
