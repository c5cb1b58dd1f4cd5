namespace Actors.Application.Windows;

/// <summary>What an <see cref="EventListener{TEvent}"/> does besides calling its handler.</summary>
internal sealed class EventListenerOptions
{
    internal static readonly EventListenerOptions Default = new();

    /// <summary>How many events wait for the handler, and what happens to one more.</summary>
    /// <value>1,024 by default, and senders wait for room. A capacity of 1 with <see cref="MailboxFullMode.DropOldest"/> keeps the latest
    /// alone.</value>
    public MailboxOptions Mailbox { get; init; } = new() { Capacity = 1024 };

    /// <summary>Told of each event at which the handler failed.</summary>
    /// <value>Called in the listener's flow, before the next event; it cannot wait. Null, the default: the log tells, and
    /// <see cref="WorkerEvents.ListenerError"/>, which bubbles to whoever started the listener.</value>
    public Action<ListenerFailure>? OnFailure { get; init; }
}
