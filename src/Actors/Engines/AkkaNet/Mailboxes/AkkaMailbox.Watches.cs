using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <content>Akka's DeathWatch: what the worker's code watches, and the actors of its daemon children.</content>
internal partial class AkkaMailbox
{
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

    /// <summary>An actor that was watched has stopped. In the actor's turn, or in one of those behind it.</summary>
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
        var all = _watched ??= [];
        var isNew = !all.TryGetValue(actor, out var before);
        var watched = change(before);
        if (watched == default)
        {
            if (isNew) return;
            all.Remove(actor);
            if (Stranded is { } stranded) stranded.Unwatch(actor);
            else Cell!.Unwatch(actor);
        }
        else
        {
            all[actor] = watched;
            if (!isNew) return;
            if (Stranded is { } stranded) stranded.Watch(actor);
            else Cell!.Watch(actor);
        }
    }

    /// <summary>The run that went on behind its actor has ended: it watches nobody any more. Akka sees to that at the end of an actor.</summary>
    private void EndWatches(StrandedTurns stranded)
    {
        foreach (var actor in _watched?.Keys.ToArray() ?? []) stranded.Unwatch(actor);
        _watched = null;
    }

    /// <summary>For whom an actor is watched.</summary>
    /// <param name="Daemon">The daemon child whose actor it is, for the engine.</param>
    /// <param name="ByCode">Whether the worker's code has asked for it, and gets an event.</param>
    private readonly record struct Watched(AkkaMailbox? Daemon, bool ByCode);
}
