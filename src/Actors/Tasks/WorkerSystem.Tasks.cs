namespace Actors;

/// <content>Functions beside the caller (spec A1).</content>
public sealed partial class WorkerSystem
{
    /// <summary>Starts an asynchronous function as a worker without parent (spec A1).</summary>
    /// <param name="function">What it runs, on the thread pool.</param>
    public Async<T> Async<T>(Func<Task<T>> function) => new(Create(function, Actors.Async.Options).Start());

    /// <summary>Starts a blocking function on a thread of its own (spec A1).</summary>
    /// <param name="function">What it runs; it may block. It cannot wait, as a synchronous listener cannot (spec F7).</param>
    public Async<T> Async<T>(Func<T> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return new Async<T>(Create(
            () =>
            {
                T result = default!;
                WorkerFlow.InTurn!.CallBlocking(() => result = function());
                return Task.FromResult(result);
            },
            Actors.Async.BlockingOptions).Start());
    }

    /// <summary>Starts an asynchronous function as a worker without parent (spec A1).</summary>
    /// <param name="function">What it runs, on the thread pool.</param>
    public Async Async(Func<Task> function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Actors.Async.From(Create(function, Actors.Async.Options).Start());
    }

    /// <summary>Starts a blocking function on a thread of its own (spec A1).</summary>
    /// <param name="function">What it runs; it may block. It cannot wait, as a synchronous listener cannot (spec F7).</param>
    public Async Async(Action function)
    {
        ArgumentNullException.ThrowIfNull(function);
        return Actors.Async.From(Create(
            () =>
            {
                WorkerFlow.InTurn!.CallBlocking(function);
                return Task.CompletedTask;
            },
            Actors.Async.BlockingOptions).Start());
    }
}
