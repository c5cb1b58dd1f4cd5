namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread pool.</summary>
internal sealed class PoolScheduler : TurnScheduler
{
    public static readonly PoolScheduler Instance = new();

    // The local queue keeps two workers that answer each other on one core; other threads still steal from it.
    public override void Schedule(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: true);

    // The local queue hands out the newest first: a busy worker would get its own turn back before all that it has woken.
    public override void Yield(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
