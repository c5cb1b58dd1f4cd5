namespace Actors;

/// <summary>An event that found its worker not running (spec E8).</summary>
/// <param name="Event">The event.</param>
/// <param name="Worker">The worker at which it was fired.</param>
public sealed record DeadLetter(Event Event, IEventTarget Worker);
