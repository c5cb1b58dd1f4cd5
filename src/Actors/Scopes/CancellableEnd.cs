namespace Actors.Scopes;

/// <summary>The end of a worker's run, or the cancellation of a token: whatever comes first is told to flows as a result of the
/// library's own, without a way round by the thread pool.</summary>
internal sealed class CancellableEnd : IDisposable
{
    private readonly CancellationTokenRegistration _registration;
    private readonly ToldCall? _ended;

    public CancellableEnd(Worker worker, CancellationToken cancellationToken)
    {
        Task = worker.End;
        if (!cancellationToken.CanBeCanceled || Task.IsCompleted) return;

        var source = new ResultSource<WorkerResult>(worker);
        var end = Task;
        _ended = worker.WhenEnded(() => source.TrySetResult(end.GetAwaiter().GetResult()));
        _registration = cancellationToken.UnsafeRegister(static (source, token) => ((ResultSource<WorkerResult>)source!).TrySetCanceled(token), source);
        Task = source.Task;
    }

    public Task<WorkerResult> Task { get; }

    public void Dispose()
    {
        _registration.Unregister();
        _ended?.Forget();
    }
}
