using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L4 and L5: being told to stop, and leaving.</summary>
public abstract class StopTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stop_BehindQueuedEvents_LetsThemBeHandledFirst()
    {
        var seen = new List<object?>();
        var heard = 0;
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard++);
            running.SetResult();
            await gate.Task;
            while (true) seen.Add((await WaitEvent("E")).Data);
        });
        await running.Task;

        for (var i = 0; i < 3; i++) worker.Fire("E", i);
        worker.Stop();
        worker.Fire("E", 3);
        gate.SetResult();
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal([0, 1, 2], seen);
        Assert.Equal(4, heard);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task StopListeners_OfTheWorker_RunBeforeTheExit()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen(WorkerEvents.Stop, _ => order.Add("listener"));
            Listen(WorkerEvents.Stop, async _ =>
            {
                await WaitEvent("SAVED");
                order.Add("listener that waits");
            });
            try
            {
                await WaitForever();
            }
            finally
            {
                order.Add("finally");
            }
        });
        await worker.AtWaitPoint();
        worker.Stop();
        await worker.AtWaitPoint();
        Assert.Equal(["listener"], order);
        worker.Fire("SAVED");
        await worker.Completion;

        Assert.Equal(["listener", "listener that waits", "finally"], order);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task StopListener_WithLowPriority_RunsAfterTheLibrarysPart()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen(WorkerEvents.Stop, _ => order.Add("-99"), new ListenerOptions { Priority = -99, Permanent = false });
            Listen(WorkerEvents.Stop, _ => order.Add("-101"), new ListenerOptions { Priority = -101, Permanent = false });
            await WaitForever();
        });
        await worker.StopAsync();

        Assert.Equal(["-99", "-101"], order);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stop_OfAWorkerThatNeverWaits_LetsItComplete()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            return 42;
        });
        await running.Task;
        worker.Stop();
        gate.SetResult();

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stop_OfAWorkerThatDoesNotRun_ChangesNothing()
    {
        var worker = System.Create(static () => Task.CompletedTask);
        worker.Stop();
        Assert.Equal(WorkerState.Created, worker.State);
        worker.Start();
        await worker.Value();
        worker.Stop();

        Assert.Equal(WorkerState.Completed, worker.State);
    }
}
