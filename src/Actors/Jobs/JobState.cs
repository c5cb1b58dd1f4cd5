namespace Actors;

/// <summary>Where a <see cref="Job"/> stands in its life (spec J3).</summary>
/// <remarks>It is the job's own: a job whose worker is paused stands still too, and its state says nothing of it.</remarks>
public enum JobState
{
    /// <summary>Started; its worker has not come to its first step.</summary>
    Queued,

    /// <summary>Its code runs, or waits.</summary>
    Running,

    /// <summary>It stands still, or will at its next wait, until <see cref="Job.Resume"/>.</summary>
    Paused,

    /// <summary>Its code returned.</summary>
    Completed,

    /// <summary>It left because it was cancelled or its worker ended, or by <see cref="WorkerExit"/>.</summary>
    Cancelled,

    /// <summary>Its code threw.</summary>
    Faulted,
}
