using System.Collections.Concurrent;
using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>Hears dead letters, and brings a worker's own items after the run whose actor was stopped.</summary>
/// <remarks>What was accepted must be handled: the end of a child, the end of a wait.</remarks>
internal sealed class StrandedLetters : MinimalActorRef
{
    private readonly ExtendedActorSystem _system;
    private readonly ConcurrentDictionary<IActorRef, AkkaMailbox> _stranded;

    public StrandedLetters(ExtendedActorSystem system, ConcurrentDictionary<IActorRef, AkkaMailbox> stranded)
    {
        _system = system;
        _stranded = stranded;
        Path = system.Provider.TempPath();
        system.EventStream.Subscribe(this, typeof(Akka.Event.DeadLetter));
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _system.Provider;

    /// <summary>Nothing new will be stranded: listens until the last run that is has ended.</summary>
    public void EndWhenEmpty()
    {
        if (_stranded.IsEmpty) _system.EventStream.Unsubscribe(this);
    }

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not Akka.Event.DeadLetter { Message: MailboxItem item } letter || letter.Sender is not OwnSender) return;
        if (_stranded.TryGetValue(letter.Recipient, out var place)) place.Stranded!.Tell(item, OwnSender.Instance);
    }
}
