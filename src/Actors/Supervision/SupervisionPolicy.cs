namespace Actors;

/// <summary>What a worker does when a child of it is <see cref="WorkerState.Faulted"/> (spec C7).</summary>
/// <remarks>It acts in the parent's flow, at a wait point, after the parent's listeners of <see cref="WorkerEvents.ChildEnd"/>; also
/// while the parent is paused, and not while it is ending. A child is started with the argument of its last start, as a new run: its
/// queue went to its listeners when it ended (spec L8). Give the child a <see cref="RestartPolicy"/> where its queue must be kept.
/// </remarks>
public sealed class SupervisionPolicy
{
    /// <summary>Starts the failed child again, at most 5 times in 30 seconds.</summary>
    public static SupervisionPolicy RestartChild { get; } = new() { OnFailure = ChildFailure.RestartChild };

    /// <summary>Stops all children and starts them again, at most 5 times in 30 seconds.</summary>
    public static SupervisionPolicy RestartAllChildren { get; } = new() { OnFailure = ChildFailure.RestartAllChildren };

    /// <summary>Starts the failed child again and those started after it, at most 5 times in 30 seconds.</summary>
    public static SupervisionPolicy RestartLaterChildren { get; } = new() { OnFailure = ChildFailure.RestartLaterChildren };

    /// <summary>Fails with the child's exception, so that this worker's own parent decides.</summary>
    public static SupervisionPolicy Escalate { get; } = new() { OnFailure = ChildFailure.Escalate };

    /// <summary>What happens.</summary>
    /// <value><see cref="ChildFailure.Ignore"/> by default.</value>
    public ChildFailure OnFailure { get; init; }

    /// <summary>Failures within <see cref="Window"/> that lead to restarts; the next one is escalated.</summary>
    /// <value>1 or more; 5 by default, for all children together. <see cref="int.MaxValue"/> sets no limit.</value>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>The time in which <see cref="MaxRestarts"/> are allowed, back from each failure.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    internal void Validate()
    {
        if (!Enum.IsDefined(OnFailure)) throw new ArgumentOutOfRangeException(nameof(OnFailure), OnFailure, "There is no such strategy.");
        RestartLimit.Validate(MaxRestarts, Window);
    }
}

/// <summary>What a child's failure does to its family (spec C7).</summary>
public enum ChildFailure
{
    /// <summary>Nothing but the events about it.</summary>
    Ignore,

    /// <summary>The child starts again, at once.</summary>
    RestartChild,

    /// <summary>The other running children are stopped; when all have ended, they start again with the failed one, in the order of their
    /// first starts.</summary>
    RestartAllChildren,

    /// <summary>As <see cref="RestartAllChildren"/>, for the failed child and those started after it.</summary>
    RestartLaterChildren,

    /// <summary>The parent's waits throw <see cref="WorkerExit"/>, and it is <see cref="WorkerState.Faulted"/> with the child's exception.
    /// </summary>
    Escalate,
}
