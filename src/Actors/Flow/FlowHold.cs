namespace Actors.Flow;

/// <summary>Why flows stand still: one acknowledged pause. Any number of them may hold a flow.</summary>
internal abstract class FlowHold
{
    /// <summary>Whether it lets everybody go on. Any thread.</summary>
    public abstract bool IsReleased { get; }

    /// <summary>A flow joins before its first turn, because its parent is held.</summary>
    /// <param name="flow">The new run.</param>
    /// <param name="parent">The parent's run.</param>
    /// <returns>False when it is not to be held.</returns>
    public abstract bool TryEnter(WorkerFlow flow, WorkerFlow? parent);

    /// <summary>A running worker became the child of one that is held.</summary>
    public abstract void OnAdopted(WorkerFlow flow, WorkerFlow? parent);

    /// <summary>No code of the flow runs from now on. In its turn.</summary>
    public abstract void OnHeld(WorkerFlow flow);

    /// <summary>The flow is not held, or no longer: it was told to stop, or its body has ended. In its turn.</summary>
    public abstract void OnEnding(WorkerFlow flow);

    /// <summary>The flow clears away an attempt, for which its children must end; it is held behind that. In its turn.</summary>
    public abstract void OnRestarting(WorkerFlow flow);
}
