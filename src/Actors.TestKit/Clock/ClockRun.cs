using Actors.Flow;

namespace Actors.TestKit.Clock;

/// <summary>Somebody waits while the clock runs: for a task, for a time, or for what comes first.</summary>
internal sealed class ClockRun(Task? until, DateTimeOffset? limit, bool isTold)
{
    private readonly TaskCompletionSource<bool> _end = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>What ends it; null when only the limit does.</summary>
    public Task? Until => until;

    /// <summary>Where the clock stops for it; null when it goes as far as it can.</summary>
    public DateTimeOffset? Limit => limit;

    /// <summary>Whether the task has ended.</summary>
    public bool IsMet => until is { IsCompleted: true };

    /// <summary>Whether who waits here can be told of a standstill.</summary>
    public bool IsTold => isTold;

    /// <summary>Whether only the workers can end it, and who waits here can be told that none of them will.</summary>
    public bool CanBeStuck => isTold && until is { AsyncState: ResultTeller };

    /// <summary>True when the task ended, false when the clock came to the limit.</summary>
    public Task<bool> End => _end.Task;

    public void Finish() => _end.TrySetResult(IsMet);

    public void Fail(Exception error) => _end.TrySetException(error);
}
