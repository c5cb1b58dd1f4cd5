namespace Actors.Loops;

/// <summary>An error on its way to the loop's exception handler.</summary>
internal sealed class ErrorCall(EventLoop loop, LoopError error) : FlowCall
{
    public override void Invoke(WorkerFlow flow) => loop.Report(flow, error);
}
