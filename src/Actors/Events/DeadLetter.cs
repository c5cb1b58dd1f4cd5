namespace Actors;

/// <summary>An event that its worker did not take (spec E8).</summary>
/// <param name="Event">The event.</param>
/// <param name="Worker">The worker at which it was fired.</param>
/// <param name="Reason">Why it was not taken.</param>
public sealed record DeadLetter(Event Event, IEventTarget Worker, DeadLetterReason Reason = DeadLetterReason.NotRunning);
