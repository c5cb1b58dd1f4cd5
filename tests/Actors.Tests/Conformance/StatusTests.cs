using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec O1: what others see of the workers that run.</summary>
public abstract class StatusTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "O1")]
    public async Task Status_OfASystem_TellsOfEachRunningWorkerParentsFirst()
    {
        var gate = Barriers.Signal();
        var child = System.Create(async () => await gate.Task, new() { Name = "none" });
        var parent = System.Start(
            async () =>
            {
                child = Start(async () => await gate.Task, new() { Name = "child", IsDaemon = true });
                await Sleep(Second);
            },
            new() { Name = "parent" });
        await parent.AtWaitPoint();
        var paused = System.Start(async () => await WaitEvent("GO"), new() { Name = "paused" });
        await paused.Pause().AtWaitPoint();
        var ended = System.Start(() => Task.CompletedTask, new() { Name = "ended" });
        await ended.Ended();
        for (var i = 0; i < 3; i++) child.Fire("A", i);

        var status = System.Status().Where(status => status.Path != System.Main.Path).ToArray();

        Assert.Equal(["/parent", "/parent/child", "/paused"], status.Select(static status => status.Path));
        Assert.Equal([WorkerState.Running, WorkerState.Running, WorkerState.Paused], status.Select(static status => status.State));
        Assert.Equal([false, true, false], status.Select(static status => status.IsDaemon));
        Assert.Equal([0, 3, 0], status.Select(static status => status.MailboxDepth));
        Assert.StartsWith("Sleep", status[0].WaitsFor, StringComparison.Ordinal);
        Assert.Contains("outside its loop", status[1].WaitsFor, StringComparison.Ordinal);
        Assert.Contains("GO", status[2].WaitsFor, StringComparison.Ordinal);
        Assert.Equal([true, false, true], status.Select(static status => status.Waited is not null));
        gate.SetResult();
    }
}
