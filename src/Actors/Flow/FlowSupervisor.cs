namespace Actors.Flow;

/// <summary>Decides over restarts of a flow's body and over its children's failures; a flow without either has none.</summary>
/// <remarks>It is the deadline of the backoff itself. All of it belongs to the flow's turn, but for what <see cref="WorkerFlow.Describe"/>
/// reads.</remarks>
internal abstract class FlowSupervisor() : Deadline(ItemKind.Resumption)
{
    public WorkerFlow Flow { get; set; } = null!;

    /// <summary>How far the way to the next attempt has been gone.</summary>
    public RestartStep Step { get; set; }

    /// <summary>How long the next attempt is put off.</summary>
    public TimeSpan Backoff { get; set; }

    /// <summary>What the last attempt threw; null when it returned.</summary>
    public Exception? Failure { get; set; }

    /// <summary>What was put off before the attempt failed, and cannot wait for the next one.</summary>
    public Queue<MailboxItem> Urgent { get; } = new();

    /// <summary>A child's failure that is this worker's own by now, whatever its body does (spec C7).</summary>
    public Exception? Escalated { get; set; }

    /// <summary>Whether a stop has come since <see cref="Escalated"/>.</summary>
    public bool HasMetStop { get; set; }

    /// <summary>What holds the flow once the attempt that failed is cleared away. Made when it is needed.</summary>
    public List<FlowHold>? Holds { get; set; }

    /// <summary>How often the body was started again.</summary>
    public int Restarts { get; set; }

    /// <summary>The body is about to be called.</summary>
    public abstract void OnBodyStarts();

    /// <summary>The body has ended, and nobody told it to.</summary>
    /// <param name="outcome">How; it becomes a fault when it may not start again.</param>
    /// <param name="backoff">How long the next attempt is put off.</param>
    /// <returns>Whether there is a next attempt.</returns>
    public abstract bool TryPlanRestart(ref Outcome outcome, out TimeSpan backoff);

    /// <summary>A child has started or ended.</summary>
    /// <param name="e">The event about it.</param>
    /// <param name="isActing">Whether a failure leads to anything: not while the flow ends or clears away an attempt.</param>
    public abstract void OnChild(Event e, bool isActing);

    /// <summary>The children of the attempt that failed have ended.</summary>
    public abstract void ForgetChildren();

    internal override object? Owner => Flow;

    internal override void Fire() => Flow.Continue(static supervisor => ((FlowSupervisor)supervisor!).Step = RestartStep.Due, this);
}

/// <summary>The way from the end of one attempt to the next.</summary>
internal enum RestartStep : byte
{
    /// <summary>Asynchronous listeners unwind.</summary>
    Unwinding,

    /// <summary>The children were stopped.</summary>
    AwaitingChildren,

    /// <summary>All is cleared away; the backoff runs.</summary>
    BackingOff,

    /// <summary>The backoff is over.</summary>
    Due,
}
