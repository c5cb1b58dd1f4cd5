namespace Actors.Flow;

/// <summary>A call of something that the run has open: in mailbox order, at a wait point, and also while the run ends.</summary>
/// <remarks>As soon as it is taken it is free for another post.</remarks>
internal abstract class FlowCall() : MailboxItem(ItemKind.Call), IFlowCode
{
    /// <inheritdoc/>
    public abstract void Invoke(WorkerFlow flow);
}
