namespace Actors.Loops;

/// <summary>When a timer's handle is posted.</summary>
internal sealed class TimerDeadline(TimerHandle handle, WorkerFlow flow) : Deadline(ItemKind.Callback)
{
    internal override object Owner => flow;

    internal override void Fire() => handle.Loop.TryPost(handle, flow);
}
