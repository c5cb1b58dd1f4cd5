namespace Actors;

/// <summary>What happens to an event that finds a bounded mailbox full (spec E10).</summary>
public enum MailboxFullMode
{
    /// <summary><see cref="Worker.FireAsync(string, object?, CancellationToken)"/> waits for room, <see cref="Worker.Fire(string, object?)"/>
    /// throws. The default.</summary>
    Wait,

    /// <summary>The event that comes is dropped, and counted.</summary>
    DropNewest,

    /// <summary>The event that has been queued longest is dropped, and counted.</summary>
    DropOldest,

    /// <summary>The event that comes is a dead letter, and its sender gets <see cref="WorkerEvents.Reject"/>.</summary>
    Reject,
}
