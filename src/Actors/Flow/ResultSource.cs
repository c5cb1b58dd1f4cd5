namespace Actors.Flow;

/// <summary>A result that the library itself gives, once: its task is for everybody, its signals are for flows.</summary>
internal sealed class ResultSource<T> : ResultTeller
{
    private readonly TaskCompletionSource<T> _source;

    // By its task's state a wait finds the way here. Nothing of others runs inside the call that gives the result.
    public ResultSource(object owner)
        : base(owner) => _source = new TaskCompletionSource<T>(this, TaskCreationOptions.RunContinuationsAsynchronously);

    public Task<T> Task => _source.Task;

    /// <returns>False when there was a result before.</returns>
    public bool TrySetResult(T result) => _source.TrySetResult(result) && Tell();

    /// <inheritdoc cref="TrySetResult"/>
    public bool TrySetException(Exception error) => _source.TrySetException(error) && Tell();

    /// <inheritdoc cref="TrySetResult"/>
    public bool TrySetCanceled(CancellationToken cancellationToken) => _source.TrySetCanceled(cancellationToken) && Tell();

    /// <summary>Completes the task; waiting flows hear of it at <see cref="Tell"/>.</summary>
    public void SetResultUntold(T result) => _source.TrySetResult(result);

    /// <returns>True.</returns>
    public bool Tell()
    {
        TellWaiting();
        return true;
    }
}
