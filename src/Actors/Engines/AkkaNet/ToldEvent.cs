using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>Makes events of what plain actors tell a worker.</summary>
internal static class ToldEvent
{
    /// <summary>An event as it is; anything else as an event that is named by its type and carries it.</summary>
    public static Event Of(object message, IActorRef sender)
    {
        var target = sender.IsNobody() || sender is DeadLetterActorRef ? null : ActorTarget.Of(sender);

        // An event that was told may have been told to others too: each worker has one of its own.
        return message is Event e
            ? new Event(e.Name, e.Data, e.Target ?? target, e.Directions)
            : new Event(message.GetType().Name, message, target, Direction.None);
    }
}
