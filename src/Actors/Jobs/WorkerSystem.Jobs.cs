namespace Actors;

/// <content>Jobs.</content>
public sealed partial class WorkerSystem
{
    private long _lastJobId;

    internal long NextJobId() => Interlocked.Increment(ref _lastJobId);
}
