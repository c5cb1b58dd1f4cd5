namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread pool.</summary>
internal sealed class PoolScheduler : TurnScheduler
{
    public static readonly PoolScheduler Instance = new();

    // Whoever wakes many wakes them for all cores: to take them from a local queue one by one, the other threads would have to lock it each
    // time.
    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany)
    {
        if (isOneOfMany || !NextTurn.TryKeep(mailbox)) ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: !isOneOfMany);
    }

    // The local queue hands out the newest first: a busy worker would get its own turn back before all that it has woken.
    public override void Yield(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
