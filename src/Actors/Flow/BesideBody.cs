namespace Actors.Flow;

/// <summary>The synchronization context of synchronous listeners, callbacks and conditions.</summary>
/// <remarks>Another one than the body's, which is the flow itself: a task that such code completes posts the body's continuation,
/// instead of running it in the middle of that code (spec F1).</remarks>
internal sealed class BesideBody(WorkerFlow flow) : SynchronizationContext
{
    public override void Post(SendOrPostCallback d, object? state) => flow.Post(d, state);

    public override void Send(SendOrPostCallback d, object? state) => flow.Send(d, state);

    public override SynchronizationContext CreateCopy() => this;
}
