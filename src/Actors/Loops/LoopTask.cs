using Actors.Loops;

namespace Actors;

/// <summary>An asynchronous function that runs in an <see cref="EventLoop"/> beside its other code (spec T1, J1); made by
/// <see cref="EventLoop.CreateTask(Func{Task}, string?)"/>.</summary>
/// <inheritdoc cref="LoopTask{T}" path="/remarks"/>
public sealed class LoopTask : Future
{
    private readonly TaskCoroutine _coroutine;
    private ResultSource<bool>? _source;

    internal LoopTask(EventLoop loop, Func<CancellationToken, Task> function, string name, CancellationTokenSource? cancellation)
        : base(loop)
    {
        Name = name;
        _coroutine = new TaskCoroutine(this, name, function, End) { Cancellation = cancellation };
    }

    /// <inheritdoc cref="LoopTask{T}.Name"/>
    public string Name { get; }

    internal TaskCoroutine Coroutine => _coroutine;

    /// <inheritdoc cref="LoopTask{T}.Cancel"/>
    public override bool Cancel(string? message = null) => _coroutine.Cancel(message);

    /// <inheritdoc cref="Future{T}.AddDoneCallback"/>
    public void AddDoneCallback(Action<LoopTask> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        Add(new DoneHandle<LoopTask>(this, callback));
    }

    /// <inheritdoc cref="Future{T}.RemoveDoneCallback"/>
    public int RemoveDoneCallback(Action<LoopTask> callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        return Remove(callback);
    }

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected override Task MakeTask()
    {
        if (Volatile.Read(ref _source) is { } made) return made.Task;
        var source = new ResultSource<bool>(this);
        if (Interlocked.CompareExchange(ref _source, source, null) is { } other) return other.Task;
        Add(new ToldCall(() => GiveTo(source)));
        return source.Task;
    }

    private void GiveTo(ResultSource<bool> source)
    {
        if (IsCancelled) source.TrySetCanceled(new CancellationToken(canceled: true));
        else if (Exception() is { } error) source.TrySetException(error);
        else source.TrySetResult(true);
    }

    private void End(Task task)
    {
        if (!TryClaim()) return;
        var error = TaskCoroutine.ErrorOf(task);
        Settle(error is null ? Done : error is OperationCanceledException ? Cancelled : Failed, error);
    }
}
