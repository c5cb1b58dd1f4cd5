using Akka.Actor;
using Akka.Configuration;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The mailboxes on <see cref="Dispatchers.WorkersDispatcher"/>: the actor of a worker has its run's own queue.</summary>
/// <remarks>Made by Akka, from the configuration in <see cref="AkkaDefaults"/>.</remarks>
internal sealed class WorkerMailboxType(Settings settings, Config config) : MailboxType(settings, config), IProducesMessageQueue<WorkerQueue>
{
    /// <summary>Whether it stands for the mailbox that workers would have on the default dispatcher. Akka gives an actor that names no dispatcher
    /// the one that its class asks for, whatever type the dispatcher's section names: where that is not Akka's own, or the section asks for
    /// more, the configuration wants another one for workers too.</summary>
    public static bool Replaces(ExtendedActorSystem system, Config defaultDispatcher) =>
        system.Mailboxes.LookupByQueueType(typeof(IUnboundedMessageQueueSemantics)) is UnboundedMailbox
        && string.IsNullOrEmpty(defaultDispatcher.GetString("mailbox-requirement"));

    public override IMessageQueue Create(IActorRef owner, ActorSystem system) =>
        owner is LocalActorRef { Cell.Props: WorkerProps props } ? props.Place.Writer.Use() : new UnboundedMessageQueue();
}
