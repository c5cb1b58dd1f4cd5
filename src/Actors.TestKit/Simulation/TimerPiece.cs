using Actors.Flow;

namespace Actors.TestKit;

/// <summary>The timers, which compete with the workers once they are due.</summary>
internal sealed class TimerPiece(SimulationLoop loop, SimulatedTime time, ulong priority) : Runnable(0, priority)
{
    public bool IsReady { get; set; }

    public override void Run()
    {
        IsReady = false;
        WorkerFlow.OutsideTurns(() =>
        {
            if (time.IsDue && !time.Fire()) loop.Note("a timer is late");
        });
    }
}
