using Akka.Actor;

namespace Actors.AkkaNet.Mailboxes;

/// <content>Akka's DeathWatch: what the worker's code watches, and the actors of its daemon children.</content>
internal partial class AkkaMailbox
{
    /// <summary>The actors that this one watches, and for whom. In turns; made when it is needed.</summary>
    private Dictionary<IActorRef, Watched>? _watched;

    /// <summary>Watches the actor of a daemon child: it stands elsewhere, so that Akka does not tell its parent of its end by itself. Any
    /// thread.</summary>
    public void WatchDaemon(AkkaMailbox daemon) => Flow.Continue(
        _ =>
        {
            if (daemon.Ref is { } actor) Change(actor, watched => watched with { Daemon = daemon });
        },
        null);

    /// <summary>The worker's code watches an actor. In a turn.</summary>
    public void Watch(IActorRef actor) => Change(actor, static watched => watched with { ByCode = true });

    /// <summary>The worker's code watches an actor no more. In a turn.</summary>
    public void Unwatch(IActorRef actor) => Change(actor, static watched => watched with { ByCode = false });

    /// <summary>An actor that was watched has stopped. In the actor's turn.</summary>
    public void OnTerminated(Terminated message)
    {
        var watched = default(Watched);
        _watched?.Remove(message.ActorRef, out watched);

        // Whatever became of the actor: the child's run is not to hang without one.
        watched.Daemon?.OnActorStopped();
        if (watched.ByCode) OnForeign(ToldEvent.Of(message, message.ActorRef));
    }

    private void Change(IActorRef actor, Func<Watched, Watched> change)
    {
        if (this is not { Stranded: null, Cell: { } cell }) return;
        var all = _watched ??= [];
        var watched = change(all.GetValueOrDefault(actor));
        if (watched == default)
        {
            all.Remove(actor);
            cell.Unwatch(actor);
        }
        else
        {
            all[actor] = watched;
            cell.Watch(actor);
        }
    }

    /// <summary>For whom an actor is watched.</summary>
    /// <param name="Daemon">The daemon child whose actor it is, for the engine.</param>
    /// <param name="ByCode">Whether the worker's code has asked for it, and gets an event.</param>
    private readonly record struct Watched(AkkaMailbox? Daemon, bool ByCode);
}
