namespace Actors.Flow;

/// <summary>A mailbox item that knows how it is run.</summary>
internal interface IFlowCode
{
    /// <summary>Runs it. In a turn.</summary>
    void Invoke(WorkerFlow flow);
}
