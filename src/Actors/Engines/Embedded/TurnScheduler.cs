namespace Actors.Engines.Embedded;

/// <summary>Brings a mailbox's turns to their thread. One subclass a kind of dispatcher.</summary>
internal abstract class TurnScheduler
{
    /// <summary>Asks for one turn. Called once for each passage from parked to scheduled; any thread.</summary>
    /// <param name="mailbox">Whose turn it is.</param>
    /// <param name="isOneOfMany">Whether the caller is likely to wake others in the same breath: it publishes, or starts workers.</param>
    public abstract void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany);

    /// <summary>Asks for another turn, behind the other work of the thread. In a turn.</summary>
    public virtual void Yield(EmbeddedMailbox mailbox) => Schedule(mailbox, isOneOfMany: false);

    /// <summary>The run has ended: frees the thread, if it was the run's own.</summary>
    public virtual void Release()
    {
    }
}
