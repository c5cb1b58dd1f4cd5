namespace Actors;

/// <summary>A worker's event loop, under the names of asyncio (spec T1): its mailbox and its flow are the worker's.</summary>
/// <remarks>Its members may be called from any thread; what they hand over keeps its order with the worker's mailbox (transports 40).
/// It does not run while the worker does not.</remarks>
public sealed partial class EventLoop
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
    /// <param name="callback">Runs to its end at once; it cannot wait.</param>
    /// <returns>By which it can be taken back until it runs.</returns>
    /// <remarks>It runs in the execution context of this call (transports 11). What it throws goes to the loop's exception handler.</remarks>
    /// <exception cref="InvalidOperationException">The worker does not run, or its run is ending.</exception>
    public Handle CallSoon(Action callback)
    {
        ArgumentNullException.ThrowIfNull(callback);
        var handle = new Handle(this, callback);
        Post(handle);
        return handle;
    }

    /// <inheritdoc/>
    public override string ToString() => $"EventLoop({Worker.Path})";

    private void Post(MailboxItem item)
    {
        if (!Flow.Post(item)) throw Worker.NotRunning();
    }
}
