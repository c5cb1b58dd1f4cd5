using static Actors.CurrentWorker;

namespace Actors;

/// <summary>A function that runs beside its caller, as a worker without parent (spec A1).</summary>
/// <remarks>A daemon, whose failure is thrown by <see cref="Get"/>, and logged only when it is garbage and nobody has asked for it. Made by <see cref="WorkerSystem"/> and the
/// shortcuts of <see cref="CurrentWorker"/>.</remarks>
public class Async
{
    private protected Async(Worker worker) => Worker = worker;

    /// <summary>The worker that runs the function.</summary>
    public Worker Worker { get; }

    internal static WorkerOptions Options { get; } =
        new() { Parent = WorkerParent.None, IsDaemon = true, LogFailures = false, ReportsUnseenFailure = true, Name = "async" };

    internal static WorkerOptions BlockingOptions { get; } = new()
    {
        Parent = WorkerParent.None,
        IsDaemon = true,
        LogFailures = false,
        ReportsUnseenFailure = true,
        Name = "async",
        Dispatcher = WorkerDispatcher.DedicatedThread,
    };

    /// <summary>Tells the function to stop: its next wait throws <see cref="WorkerExit"/>.</summary>
    public void Stop() => Worker.Stop();

    /// <summary>Enters the caller's loop until the function has ended; at once when it has.</summary>
    /// <exception cref="Exception">What the function threw, with its own stack.</exception>
    /// <exception cref="WorkerExit">The caller or the function was told to stop.</exception>
    public ValueTask Get()
    {
        return Waits.ComingBack(Ended());

        async ValueTask Ended() => await GetValue();
    }

    internal static Async From(Worker worker) => new(worker);

    /// <summary>The function's result, as an object.</summary>
    private protected async ValueTask<object?> GetValue()
    {
        var result = Worker.IsRunning ? await WaitAsParent() : await Worker.Completion;
        result.ThrowIfFaulted();
        return result.State == WorkerState.Stopped ? throw new WorkerExit("The function was told to stop.") : result.Value;
    }

    /// <summary>While a worker waits here, the function is its child: it is told to stop with it.</summary>
    private async ValueTask<WorkerResult> WaitAsParent()
    {
        if (Worker.TryGetCurrent() is not { } caller || !caller.TryAdopt(Worker)) return await Wait(Worker);

        // A WorkerExit here leaves it a child, so that the end of the caller stops it.
        var result = await Wait(Worker);
        caller.Release(Worker);
        return result;
    }
}

/// <summary>A function with a result that runs beside its caller, as a worker without parent (spec A1).</summary>
/// <typeparam name="T">The type of the result.</typeparam>
public sealed class Async<T> : Async
{
    internal Async(Worker worker)
        : base(worker)
    {
    }

    /// <summary>Enters the caller's loop until the function has ended; at once when it has.</summary>
    /// <returns>What the function returned.</returns>
    /// <exception cref="Exception">What the function threw, with its own stack.</exception>
    /// <exception cref="WorkerExit">The caller or the function was told to stop.</exception>
    public new ValueTask<T> Get()
    {
        return Waits.ComingBack(Ended());

        async ValueTask<T> Ended() => (T)(await GetValue())!;
    }
}
