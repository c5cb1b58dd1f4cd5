namespace Actors;

/// <summary>Why an event was rejected.</summary>
public enum DeadLetterReason
{
    /// <summary>The worker does not run, or ended before there was room for the event (spec E8).</summary>
    NotRunning,

    /// <summary>The worker's mailbox was full, and rejects what finds it so (spec E10).</summary>
    MailboxFull,
}
