using Actors.Engines.Embedded;
using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>Channels on the actor system's event stream.</summary>
/// <remarks>A publication is one <see cref="ChannelMessage"/> on the stream, which plain actors can subscribe to. The engine's own
/// subscriber there hands it to the channel's workers, each by its own mailbox, before publishing returns.</remarks>
internal sealed class AkkaEventStream : MinimalActorRef, IEventStream
{
    private readonly ExtendedActorSystem _system;
    private readonly EmbeddedEventStream _topics = new();

    public AkkaEventStream(ExtendedActorSystem system)
    {
        _system = system;
        Path = system.Provider.TempPath();
        system.EventStream.Subscribe(this, typeof(ChannelMessage));
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider => _system.Provider;

    public ITopic CreateTopic(string name) => new Topic(this, name, _topics.CreateTopic(name));

    /// <summary>The workers have ended: nobody is left who could hear.</summary>
    public void End() => _system.EventStream.Unsubscribe(this);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is ChannelMessage { Topic: Topic { } topic } publication && topic.Stream == this) topic.Deliver(publication);
    }

    private sealed class Topic(AkkaEventStream stream, string name, ITopic subscribers) : ITopic
    {
        public AkkaEventStream Stream => stream;

        public int Count => subscribers.Count;

        public bool Add(ISubscriber subscriber) => subscribers.Add(subscriber);

        public bool Remove(ISubscriber subscriber) => subscribers.Remove(subscriber);

        public int Publish(object message)
        {
            var e = (Event)message;
            var publication = new ChannelMessage(name, e, this);
            stream._system.EventStream.Publish(publication);
            if (e.Data is DeadLetter letter && e.Name == DeadLetters.Name.Name) PublishDeadLetter(letter);
            return publication.Taken;
        }

        public void Deliver(ChannelMessage publication)
        {
            var next = NextTurn.OfThisThread;
            var outer = next.BeginMany();
            publication.Taken = subscribers.Publish(publication.Event);
            next.LeaveTurn(outer);
        }

        /// <summary>Akka's dead letters show it too.</summary>
        private void PublishDeadLetter(DeadLetter letter)
        {
            var system = stream._system;
            var recipient = letter.Worker is Worker { Flow.Mailbox: Mailboxes.AkkaMailbox { Ref: { } actor } } ? actor : system.DeadLetters;
            system.EventStream.Publish(new Akka.Event.DeadLetter(letter.Event, system.DeadLetters, recipient));
        }
    }
}
