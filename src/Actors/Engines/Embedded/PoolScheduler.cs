namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread pool.</summary>
internal sealed class PoolScheduler : TurnScheduler
{
    public static readonly PoolScheduler Instance = new();

    // The local queue keeps two workers that answer each other on one core. Whoever wakes many wakes them for all cores: to take them from a
    // local queue one by one, the other threads would have to lock it each time.
    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany) =>
        ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: !isOneOfMany);

    // The local queue hands out the newest first: a busy worker would get its own turn back before all that it has woken.
    public override void Yield(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
