namespace Actors;

/// <summary>Where a worker stands in its life (spec L1).</summary>
public enum WorkerState
{
    /// <summary>Made, never started.</summary>
    Created,

    /// <summary>Started; its body runs, or waits.</summary>
    Running,

    /// <summary>Its body stands at a wait point until <see cref="Worker.Resume"/>; listeners go on working (spec L7).</summary>
    Paused,

    /// <summary>It was told to stop, or its body has ended and its children are ending.</summary>
    Stopping,

    /// <summary>Its body returned.</summary>
    Completed,

    /// <summary>It left by <see cref="WorkerExit"/>.</summary>
    Stopped,

    /// <summary>Its body threw.</summary>
    Faulted,
}
