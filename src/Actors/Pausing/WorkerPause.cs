using Actors.Pausing;

namespace Actors;

/// <summary>Workers that stand still until <see cref="Resume"/>; made by <see cref="Worker.PauseAsync"/>.</summary>
/// <remarks>Its members may be called from any thread. Pauses that overlap do not know of each other: a worker goes on when the last
/// one that holds it is resumed.</remarks>
public sealed class WorkerPause : IDisposable
{
    private readonly TreeHold _hold;

    internal WorkerPause(TreeHold hold, int count)
    {
        _hold = hold;
        Count = count;
    }

    /// <summary>The worker that was asked to pause.</summary>
    public Worker Worker => _hold.Root;

    /// <summary>How many workers stood still when the pause was complete.</summary>
    /// <value>Zero or more: workers that do not run, or are ending, are not held.</value>
    public int Count { get; }

    /// <summary>Whether the workers were let go on.</summary>
    public bool IsResumed => _hold.IsReleased;

    /// <summary>Lets the workers go on, with all that is queued for them, in order. A second call changes nothing.</summary>
    public void Resume() => _hold.Resume();

    /// <summary>As <see cref="Resume"/>.</summary>
    public void Dispose() => Resume();

    /// <inheritdoc/>
    public override string ToString() => $"{Worker.Path} ({(IsResumed ? "resumed" : $"{Count} paused")})";
}
