using Akka.Actor;

namespace Actors.AkkaNet.Mailboxes;

/// <content>Akka's DeathWatch: what the worker's code watches, and the actors of its daemon children.</content>
internal partial class AkkaMailbox
{
    /// <summary>The daemon children whose actors this one watches, and whether the worker's code watches them too. In turns; made when it is
    /// needed.</summary>
    private Dictionary<IActorRef, (AkkaMailbox Place, bool ByCode)>? _daemons;

    /// <summary>Watches the actor of a daemon child: it stands elsewhere, so that Akka does not tell its parent of its end by itself. Any
    /// thread.</summary>
    public void WatchDaemon(AkkaMailbox daemon) => Flow.Continue(
        _ =>
        {
            if (this is not { Stranded: null, Cell: { } cell } || daemon.Ref is not { } actor) return;
            (_daemons ??= [])[actor] = (daemon, false);
            cell.Watch(actor);
        },
        null);

    /// <summary>The worker's code watches an actor. In a turn.</summary>
    public void Watch(IActorRef actor)
    {
        if (this is not { Stranded: null, Cell: { } cell }) return;
        if (_daemons is not null && _daemons.TryGetValue(actor, out var daemon)) _daemons[actor] = daemon with { ByCode = true };
        else cell.Watch(actor);
    }

    /// <summary>The worker's code watches an actor no more. In a turn.</summary>
    public void Unwatch(IActorRef actor)
    {
        if (this is not { Stranded: null, Cell: { } cell }) return;
        if (_daemons is not null && _daemons.TryGetValue(actor, out var daemon)) _daemons[actor] = daemon with { ByCode = false };
        else cell.Unwatch(actor);
    }

    /// <summary>An actor that was watched has stopped. In the actor's turn.</summary>
    public void OnTerminated(Terminated message)
    {
        var isForCode = true;
        if (_daemons is not null && _daemons.Remove(message.ActorRef, out var daemon))
        {
            // Whatever became of the actor: the child's run is not to hang without one.
            daemon.Place.OnActorStopped();
            isForCode = daemon.ByCode;
        }

        if (isForCode) OnForeign(ToldEvent.Of(message, message.ActorRef));
    }
}
