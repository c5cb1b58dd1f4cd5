using System.Threading.Tasks.Sources;

namespace Actors.Loops;

/// <summary>A worker's wait for a future.</summary>
internal class FutureWait(Future future) : TaskWait, IValueTaskSource
{
    public Future Future => future;

    public override string Description => $"Wait({future})";

    public override bool NeedsEvents => false;

    public ValueTask Start(Frame frame)
    {
        Prepare(frame, System.Threading.Timeout.InfiniteTimeSpan);
        return new ValueTask(this, Version);
    }

    void IValueTaskSource.GetResult(short token)
    {
        TakeResult(token);
        future.ThrowIfFailed();
    }

    protected override void OnActivated() => future.Add(NewSignal());
}

/// <summary>A worker's wait for a future with a result.</summary>
internal sealed class FutureWait<T>(Future<T> future) : FutureWait(future), IValueTaskSource<T>
{
    public new ValueTask<T> Start(Frame frame)
    {
        Prepare(frame, System.Threading.Timeout.InfiniteTimeSpan);
        return new ValueTask<T>(this, Version);
    }

    T IValueTaskSource<T>.GetResult(short token)
    {
        TakeResult(token);
        return future.Result();
    }
}
