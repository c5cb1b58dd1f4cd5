using Akka.Actor;
using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The actor of one run of one worker.</summary>
/// <remarks>The flow keeps every error to itself, so that Akka's supervision sees only what Akka itself does to the actor, such as
/// <see cref="Kill"/>. Restarted, it goes on with the same place, mailbox and children.</remarks>
internal sealed class WorkerActor(AkkaMailbox mailbox) : ActorBase, IRequiresMessageQueue<IUnboundedMessageQueueSemantics>
{
    /// <summary>The worker whose actor it is; null for others, and once the actor has stopped.</summary>
    public static Worker? OwnerOf(IActorRef actor) =>
        (actor as LocalActorRef)?.Cell.Props is WorkerProps props ? props.Place.Owner : null;

    // Most of what comes are the library's own items, and the way to Sender and Receive is long.
    protected override bool AroundReceive(Receive receive, object message)
    {
        if (mailbox.Cell!.Sender is not OwnSender sender || message is not MailboxItem item) return base.AroundReceive(receive, message);
        mailbox.OnReceived(item, sender == OwnSender.OfFirst);
        return true;
    }

    protected override bool Receive(object message)
    {
        switch (message)
        {
            case Nudge:
                mailbox.OnReceived(null);
                break;
            case Terminated terminated:
                mailbox.OnTerminated(terminated);
                break;
            default:
                mailbox.OnForeign(ToldEvent.Of(message, Sender));
                break;
        }

        return true;
    }

    // What Akka did to the actor of a child, such as a Kill, is decided as for the actors below /user.
    protected override SupervisorStrategy SupervisorStrategy() => mailbox.Engine.Supervision;

    // The run's first turn.
    protected override void PreStart()
    {
        mailbox.Bind((ActorCell)Context);
        mailbox.OnReceived(null);
    }

    // The children are workers, whose flows decide what their parent's failure means.
    protected override void PreRestart(Exception reason, object message)
    {
    }

    protected override void PostRestart(Exception reason) => mailbox.OnReceived(null);

    protected override void PostStop() => mailbox.OnActorStopped();
}
