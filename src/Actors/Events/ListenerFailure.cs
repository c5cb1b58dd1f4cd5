namespace Actors;

/// <summary>The data of <see cref="WorkerEvents.ListenerError"/>: a listener or callback that threw (spec E5).</summary>
/// <param name="Worker">The worker in whose flow it threw.</param>
/// <param name="Event">The event that it handled; null when it was a callback.</param>
/// <param name="Exception">What it threw.</param>
public sealed record ListenerFailure(IEventTarget Worker, Event? Event, Exception Exception);
