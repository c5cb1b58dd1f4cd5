namespace Actors.Engines;

/// <summary>The one seam: where flows happen. Behaviour is the flow's (Flow/), the place is the engine's.</summary>
/// <remarks>
/// An engine promises: turns of one flow never overlap; posts from one sender keep order; a post to a closed mailbox says so.
/// </remarks>
internal interface IWorkerEngine
{
    /// <summary>The name that settings and messages use.</summary>
    string Name { get; }

    /// <summary>The event stream on which channels publish.</summary>
    IEventStream EventStream { get; }

    /// <summary>The clock of the place where the engine runs; null for none of its own.</summary>
    TimeProvider? Clock => null;

    /// <summary>Whether what the garbage collector finds is told to the flows it is about: not where nothing may come from outside.</summary>
    bool HearsOfGarbage => true;

    /// <summary>Makes the place of one run. Its first turn comes after <see cref="Start"/>.</summary>
    /// <param name="flow">The flow that takes its turns there.</param>
    /// <param name="dispatcher">The thread that it asked for.</param>
    /// <param name="parent">The parent's place, if there is a parent and it runs.</param>
    IMailbox Open(IFlow flow, WorkerDispatcher dispatcher, IMailbox? parent);

    /// <summary>Sees to the first turn of a place just opened. On <see cref="WorkerDispatcher.CallingThread"/> it returns when the
    /// run has ended.</summary>
    void Start(IMailbox mailbox, WorkerDispatcher dispatcher);

    /// <summary>Takes the turn of a parked or polled flow for the calling thread, which then calls its flow.</summary>
    /// <returns>False when a turn of it is under way on another thread.</returns>
    bool TryEnter(IMailbox mailbox);

    /// <summary>Nobody polls a polled flow any more: the engine's own threads take its turns from now on.</summary>
    void LetPool(IMailbox mailbox);

    /// <summary>Ends what the engine has made. The workers have ended, or had their time.</summary>
    /// <param name="timeout">How long it may take; what is left after that goes on by itself.</param>
    ValueTask StopAsync(TimeSpan timeout);

    /// <summary>Code outside every turn asked for the end of a run, or of the system, and is about to wait for it. Any thread.</summary>
    /// <remarks>Nothing to do for an engine; a virtual clock runs while the test waits.</remarks>
    void OnAwaited(Task end)
    {
    }
}
