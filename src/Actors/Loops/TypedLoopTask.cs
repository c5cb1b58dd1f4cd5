using Actors.Loops;

namespace Actors;

/// <summary>An asynchronous function with a result that runs in an <see cref="EventLoop"/> beside its other code (spec T1, J1); made by
/// <see cref="EventLoop.CreateTask{T}(Func{Task{T}}, string?)"/>.</summary>
/// <remarks>
/// <para>It begins behind what is queued, never inline. Its waits are those of <see cref="CurrentWorker"/> and of futures; many tasks
/// interleave at them, and its worker's pause holds it there. An <see cref="OperationCanceledException"/> that leaves it makes it a
/// cancelled one. When its worker's run ends, its wait throws <see cref="WorkerExit"/>, and the run waits for its clean-up.</para>
/// </remarks>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class LoopTask<T> : Future<T>
{
    private readonly TaskCoroutine _coroutine;

    internal LoopTask(EventLoop loop, Func<CancellationToken, Task<T>> function, string name, CancellationTokenSource? cancellation)
        : base(loop)
    {
        Name = name;
        _coroutine = new TaskCoroutine(this, name, function, End) { Cancellation = cancellation };
    }

    /// <summary>What messages call it.</summary>
    /// <value><c>task-</c> and a number by default.</value>
    public string Name { get; }

    internal TaskCoroutine Coroutine => _coroutine;

    /// <summary>Asks it to leave: what it awaits is cancelled, be it a future, a sleep or another wait, and throws
    /// <see cref="OperationCanceledException"/> there; between waits the next one throws (transports 17).</summary>
    /// <param name="message">What that exception says.</param>
    /// <returns>False when it is done. True says that it was told: it may clean up and wait, or catch the exception and return a
    /// result. One that has not begun never runs.</returns>
    public override bool Cancel(string? message = null) => _coroutine.Cancel(message);

    /// <inheritdoc/>
    public override string ToString() => Name;

    private protected override void ThrowIfTask() =>
        throw new InvalidOperationException($"{this} is a task: its result is what its function returns or throws.");

    private void End(Task task)
    {
        if (TaskCoroutine.ErrorOf(task) is not { } error) TrySetResult(((Task<T>)task).GetAwaiter().GetResult());
        else if (error is not OperationCanceledException) TrySetException(error);
        else if (TryClaim()) Settle(Cancelled, error);
    }
}
