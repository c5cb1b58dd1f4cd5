namespace Actors.Application.Hub;

/// <summary>The events of the hub.</summary>
internal static class HubEvents
{
    /// <summary>Lines of one name, published on its channel: every subscriber gets them.</summary>
    public static readonly EventName<HubLines> Lines = new("HUB_LINES");

    /// <summary>From a connection's reader: answers to send, in their order.</summary>
    public static readonly EventName<ReadOnlyMemory<byte>> Reply = new("HUB_REPLY");

    /// <summary>From a connection's reader: subscribe to this name, and answer.</summary>
    public static readonly EventName<string> Subscribe = new("HUB_SUBSCRIBE");

    /// <summary>From a connection's reader: end the subscription to this name, and answer.</summary>
    public static readonly EventName<string> Unsubscribe = new("HUB_UNSUBSCRIBE");

    /// <summary>From a connection's reader: answer who is connected, from the client after this id on.</summary>
    public static readonly EventName<int> Who = new("HUB_WHO");
}
