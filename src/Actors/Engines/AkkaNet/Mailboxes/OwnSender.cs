using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The sender of the library's own items, which are counted when they are posted.</summary>
/// <remarks>By it an event that a worker was fired at is told from one that a plain actor tells.</remarks>
internal sealed class OwnSender : MinimalActorRef
{
    public static readonly OwnSender Instance = new();

    /// <summary>That of an item with nothing before it, see <see cref="WorkerQueue"/>.</summary>
    public static readonly OwnSender OfFirst = new();

    private OwnSender()
    {
    }

    public override ActorPath Path { get; } = new RootActorPath(Address.AllSystems) / "workers";

    public override IActorRefProvider Provider => throw new NotSupportedException("The sender of a worker's own items belongs to no actor system.");
}
