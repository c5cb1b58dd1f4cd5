namespace Actors.Flow;

/// <summary>Stands on top of a flow that is to stand still, until its last hold is released.</summary>
/// <remarks>A frame that has no wait: so the flow takes nothing but resumptions until the code below has come to a wait point, as ever
/// between wait points, and a flow that nobody holds pays nothing for it.</remarks>
internal sealed class HoldFrame(WorkerFlow flow, Frame parent) : Frame(flow, parent)
{
    public List<FlowHold> Holds { get; } = [];

    /// <summary>Whether the code below stands at a wait point, and is kept there.</summary>
    public bool IsHeld { get; set; }

    /// <summary>Foreign awaits of parallel code that came back meanwhile.</summary>
    public Queue<Resumption> Kept { get; } = new();
}

/// <summary>A hold begins or ends; the one resumption that a held flow takes.</summary>
internal sealed class HoldChange(SendOrPostCallback action, object? state) : Resumption(action, state);
