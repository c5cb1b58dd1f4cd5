namespace Actors.Loops;

/// <summary>When a timer's handle is posted.</summary>
internal sealed class TimerDeadline(TimerHandle handle, WorkerFlow flow) : RunDeadline
{
    public WorkerFlow Flow => flow;

    internal override object Owner => flow;

    protected override void Post() => handle.Loop.TryPost(handle, flow);
}
