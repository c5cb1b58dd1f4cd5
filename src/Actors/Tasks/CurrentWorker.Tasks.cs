namespace Actors;

/// <content>Blocking and asynchronous functions beside the loop (spec A1).</content>
public static partial class CurrentWorker
{
    /// <summary>Starts an asynchronous function as a worker without parent (spec A1).</summary>
    /// <param name="function">What it runs.</param>
    public static Async<T> Async<T>(Func<Task<T>> function) => WorkerSystem.Current.Async(function);

    /// <summary>Starts a blocking function on a thread of its own (spec A1).</summary>
    /// <param name="function">What it runs; it may block.</param>
    public static Async<T> Async<T>(Func<T> function) => WorkerSystem.Current.Async(function);

    /// <summary>Starts an asynchronous function as a worker without parent (spec A1).</summary>
    /// <param name="function">What it runs.</param>
    public static Async Async(Func<Task> function) => WorkerSystem.Current.Async(function);

    /// <summary>Starts a blocking function on a thread of its own (spec A1).</summary>
    /// <param name="function">What it runs; it may block.</param>
    public static Async Async(Action function) => WorkerSystem.Current.Async(function);

    /// <summary>Starts an asynchronous function, and enters the loop until it has ended (spec A1).</summary>
    /// <param name="function">What it runs.</param>
    public static ValueTask<T> Await<T>(Func<Task<T>> function) => Async(function).Get();

    /// <summary>Starts a blocking function on a thread of its own, and enters the loop until it has ended (spec A1).</summary>
    /// <param name="function">What it runs; it may block.</param>
    public static ValueTask<T> Await<T>(Func<T> function) => Async(function).Get();

    /// <summary>Starts an asynchronous function, and enters the loop until it has ended (spec A1).</summary>
    /// <param name="function">What it runs.</param>
    public static ValueTask Await(Func<Task> function) => Async(function).Get();

    /// <summary>Starts a blocking function on a thread of its own, and enters the loop until it has ended (spec A1).</summary>
    /// <param name="function">What it runs; it may block.</param>
    public static ValueTask Await(Action function) => Async(function).Get();
}
