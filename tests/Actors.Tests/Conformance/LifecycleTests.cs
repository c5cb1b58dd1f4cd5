using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L: states, start, pause, stop, and the end of a run.</summary>
public abstract class LifecycleTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_FromStartToReturn_IsCompleted()
    {
        var worker = System.Create(async () =>
        {
            await WaitEvent("GO");
            return 42;
        });
        Assert.Equal(WorkerState.Created, worker.State);

        worker.Start();
        worker.Fire("GO");
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Completed, worker.State);
        Assert.Equal(42, result.Value);
        Assert.Null(result.Error);
    }
}
