namespace Actors.Engines.Embedded;

/// <summary>Turns on the thread pool.</summary>
internal sealed class PoolScheduler : TurnScheduler
{
    public static readonly PoolScheduler Instance = new();

    /// <summary>Whether the turn under way on this thread has woken nobody yet.</summary>
    [ThreadStatic]
    private static bool t_wakesItsFirst;

    /// <summary>A turn begins on the calling thread.</summary>
    public static void OnTurn() => t_wakesItsFirst = true;

    // The local queue keeps two workers that answer each other on one core. Whoever wakes many wakes them for all cores: to take them from a
    // local queue one by one, the other threads would have to lock it each time.
    public override void Schedule(EmbeddedMailbox mailbox)
    {
        var isFirst = t_wakesItsFirst;
        if (isFirst) t_wakesItsFirst = false;
        ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: isFirst);
    }

    // The local queue hands out the newest first: a busy worker would get its own turn back before all that it has woken.
    public override void Yield(EmbeddedMailbox mailbox) => ThreadPool.UnsafeQueueUserWorkItem(mailbox, preferLocal: false);
}
