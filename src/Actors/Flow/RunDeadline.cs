namespace Actors.Flow;

/// <summary>A timer of one run, or of one attempt of its body: when that ends, the timer is taken out of the queue of deadlines.</summary>
internal abstract class RunDeadline() : Deadline(ItemKind.Callback)
{
    /// <summary>Which run has it; null before it is added, once it has fired, and after the run. Under the lock of that.</summary>
    public RunResources? Run { get; set; }

    /// <summary>Its neighbours in the run's list. Under the lock of the run's resources.</summary>
    public RunDeadline? Previous { get; set; }

    /// <inheritdoc cref="Previous"/>
    public RunDeadline? NextOfRun { get; set; }

    internal sealed override void Fire()
    {
        Run?.Remove(this);
        Post();
    }

    /// <summary>Hands itself, or what it stands for, to the flow. On the timer's thread.</summary>
    protected abstract void Post();
}
