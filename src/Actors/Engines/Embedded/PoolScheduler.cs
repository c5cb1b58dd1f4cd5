namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread pool.</summary>
internal sealed class PoolScheduler : TurnScheduler
{
    public static readonly PoolScheduler Instance = new();

    // The local queue keeps two workers that answer each other on one core; other threads still steal from it.
    public override void Schedule(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: true);
}
