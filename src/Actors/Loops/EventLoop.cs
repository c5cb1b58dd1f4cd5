using Actors.Loops;

namespace Actors;

/// <summary>A worker's event loop under the names of asyncio (spec T1): its mailbox and its flow are the worker's.</summary>
/// <remarks>Its members may be called from any thread; what they hand over keeps its order with the worker's mailbox (transports 40).
/// <see cref="Worker.Loop"/> runs while its worker does. <c>new EventLoop()</c> makes one of its own, which runs on the threads that call
/// <see cref="RunForever"/> and <see cref="RunUntilComplete{T}(Future{T})"/>.</remarks>
public sealed partial class EventLoop : IDisposable
{
    internal EventLoop(Worker worker) => Worker = worker;

    /// <summary>The loop of the worker in whose flow this code runs.</summary>
    /// <exception cref="InvalidOperationException">The code runs outside every worker.</exception>
    public static EventLoop Current => Worker.Current.Loop;

    /// <summary>Whose loop it is.</summary>
    public Worker Worker { get; }

    /// <summary>The flow of the run that is under way.</summary>
    /// <exception cref="InvalidOperationException">The worker does not run.</exception>
    internal WorkerFlow Flow => Worker.RunningFlow();

    /// <summary>Runs a callback in the loop, behind what is queued; never inline (transports 1).</summary>
    /// <param name="callback">Runs to its end at once; it cannot wait. <see cref="CreateTask(Func{Task}, string?)"/> runs what waits.</param>
    /// <returns>By which it can be taken back until it runs.</returns>
    /// <remarks>It runs in the execution context of this call (transports 11). What it throws goes to the <see cref="ExceptionHandler"/>.</remarks>
    /// <exception cref="ArgumentNullException"><paramref name="callback"/> is null.</exception>
    /// <exception cref="InvalidOperationException">The worker does not run, or the loop was closed.</exception>
    /// <exception cref="WorkerExit">It was called in the loop while the run ends.</exception>
    public Handle CallSoon(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var handle = new CallHandle(this, callback);
        Post(handle);
        return handle;
    }

    /// <inheritdoc/>
    public override string ToString() => $"EventLoop({Worker.Path})";

    /// <summary>Hands it to a run, unless that takes no more of its kind. Any thread.</summary>
    internal bool TryPost(Handle handle, WorkerFlow flow)
    {
        if (_runs is { } runs) handle.Iteration = runs.Next;
        return flow.Post(handle);
    }

    /// <summary>Whether it is this handle's iteration, or the next one may begin; if not, it was put back. In a turn.</summary>
    internal bool MayRun(Handle handle, WorkerFlow flow) => _runs is null || _runs.MayRun(handle, flow);

    private void Post(Handle handle)
    {
        var flow = Flow;
        if (!TryPost(handle, flow)) throw Refusal(flow);
    }

    /// <summary>Code of a run that ends leaves; for everybody else it is an error.</summary>
    private Exception Refusal(WorkerFlow flow) => flow.IsInTurn
        ? new WorkerExit($"Worker '{Worker.Path}' is ending: its loop takes no more callbacks.")
        : Worker.NotRunning();
}
