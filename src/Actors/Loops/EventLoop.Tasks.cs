using Actors.Loops;

namespace Actors;

/// <content>Futures and tasks.</content>
public sealed partial class EventLoop
{
    private int _tasks;

    /// <summary>Makes a future of this loop.</summary>
    /// <typeparam name="T">The type of its result.</typeparam>
    public Future<T> CreateFuture<T>() => new(this);

    /// <summary>Runs an asynchronous function in the loop, beside what else runs there; it begins behind what is queued (transports 17).</summary>
    /// <param name="function">Its waits are those of <see cref="CurrentWorker"/> and of futures; its foreign awaits hold up nobody.</param>
    /// <param name="name">What messages call it; <c>task-</c> and a number by default.</param>
    /// <returns>The task; its exception is reported when nobody looks at it.</returns>
    /// <remarks>It runs in the execution context of this call (transports 11).</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public LoopTask CreateTask(Func<Task> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var task = new LoopTask(this, _ => function(), NameOf(name), null);
        Start(task.Coroutine);
        return task;
    }

    /// <summary>Runs an asynchronous function with a result in the loop; see <see cref="CreateTask(Func{Task}, string?)"/>.</summary>
    /// <param name="function">What it returns is the task's result.</param>
    /// <param name="name">What messages call it; <c>task-</c> and a number by default.</param>
    /// <returns>The task; its exception is reported when nobody looks at it.</returns>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public LoopTask<T> CreateTask<T>(Func<Task<T>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var task = new LoopTask<T>(this, _ => function(), NameOf(name), null);
        Start(task.Coroutine);
        return task;
    }

    /// <summary>Runs an asynchronous function in the loop that takes a token, for what it awaits outside this library; see
    /// <see cref="CreateTask(Func{Task}, string?)"/>.</summary>
    /// <param name="function">Its token is cancelled as soon as the task is told to leave.</param>
    /// <param name="name">What messages call it; <c>task-</c> and a number by default.</param>
    /// <returns>The task; its exception is reported when nobody looks at it.</returns>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public LoopTask CreateTask(Func<CancellationToken, Task> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var task = new LoopTask(this, function, NameOf(name), new CancellationTokenSource());
        Start(task.Coroutine);
        return task;
    }

    /// <summary>Runs an asynchronous function with a result in the loop that takes a token; see
    /// <see cref="CreateTask(Func{CancellationToken, Task}, string?)"/>.</summary>
    /// <param name="function">Its token is cancelled as soon as the task is told to leave.</param>
    /// <param name="name">What messages call it; <c>task-</c> and a number by default.</param>
    /// <returns>The task; its exception is reported when nobody looks at it.</returns>
    /// <typeparam name="T">The type of the result.</typeparam>
    /// <exception cref="ArgumentNullException"><paramref name="function"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public LoopTask<T> CreateTask<T>(Func<CancellationToken, Task<T>> function, string? name = null)
    {
        ArgumentNullException.ThrowIfNull(function);
        var task = new LoopTask<T>(this, function, NameOf(name), new CancellationTokenSource());
        Start(task.Coroutine);
        return task;
    }

    private string NameOf(string? name) => name ?? $"task-{Interlocked.Increment(ref _tasks)}";

    private void Start(TaskCoroutine coroutine)
    {
        if (!coroutine.TryStart()) throw Refusal(coroutine.Flow);
    }
}
