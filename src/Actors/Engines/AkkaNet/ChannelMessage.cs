using Akka.Actor;

namespace Actors;

/// <summary>What a <see cref="Channel"/> publishes, as it stands on the actor system's event stream for plain actors.</summary>
public sealed class ChannelMessage : INoSerializationVerificationNeeded
{
    internal ChannelMessage(string channel, Event e, ITopic topic)
    {
        Channel = channel;
        Event = e;
        Topic = topic;
    }

    /// <summary>The channel's name.</summary>
    public string Channel { get; }

    /// <summary>The event.</summary>
    public Event Event { get; }

    internal ITopic Topic { get; }

    /// <summary>How many workers took it.</summary>
    internal int Taken { get; set; }
}
