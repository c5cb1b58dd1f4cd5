using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L7: pause stops the body, not the listeners.</summary>
public abstract class PauseTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_AtAWaitPoint_HoldsTheBodyWhileListenersWork()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => order.Add("listener"));
            await WaitEvent("E");
            order.Add("body");
        });
        worker.Pause();
        worker.Fire("E");
        worker.Later(() => order.Add("callback"));
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        Assert.Equal(["listener", "callback"], order);

        worker.Resume();
        await worker.Value();
        Assert.Equal(["listener", "callback", "body"], order);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_BetweenWaitPoints_HoldsTheBodyAtTheNextOne()
    {
        var order = new List<string>();
        var gate = Barriers.Signal();
        var running = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            order.Add("before");
            await CurrentWorker.Update();
            order.Add("after");
        });
        await running.Task;
        worker.Pause();
        gate.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        Assert.Equal(["before"], order);

        worker.Resume();
        await worker.Value();
        Assert.Equal(["before", "after"], order);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_WithAnAsynchronousListener_LetsItWaitAndGoOn()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", async _ =>
            {
                await WaitEvent("GO");
                order.Add("listener");
            });
            await WaitForever();
        });
        worker.Pause();
        worker.Fire("E");
        worker.Fire("GO");
        await worker.AtWaitPoint();

        Assert.Equal(WorkerState.Paused, worker.State);
        Assert.Equal(["listener"], order);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_ByTheBodyItself_HoldsItAtItsNextWaitPoint()
    {
        var asked = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Current.Pause();
            asked.SetResult();
            await CurrentWorker.Update();
        });
        await asked.Task;
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);

        worker.Resume();
        await worker.Value();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_Twice_NeedsOneResume()
    {
        var worker = System.Start(static () => WaitEvent("GO").AsTask());
        worker.Pause().Pause();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        worker.Resume();
        worker.Fire("GO");

        await worker.Value();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Resume_OfWhatRuns_ChangesNothing()
    {
        var worker = System.Start(static () => WaitEvent("GO").AsTask());
        worker.Resume();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);
        worker.Pause();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        worker.Resume().Resume();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);
        worker.Fire("GO");

        await worker.Value();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_OfWhatDoesNotRun_ChangesNothing()
    {
        var worker = System.Create(static () => Task.CompletedTask);
        worker.Pause().Resume();
        Assert.Equal(WorkerState.Created, worker.State);
        worker.Start();
        await worker.Value();
        worker.Pause();

        Assert.Equal(WorkerState.Completed, worker.State);
        worker.Start();
        await worker.Value();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Stop_OfAPausedWorker_EndsIt()
    {
        var cleaned = false;
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitEvent("E");
            }
            finally
            {
                await CurrentWorker.Update();
                cleaned = true;
            }
        });
        worker.Pause();
        worker.Fire("E");
        await worker.AtWaitPoint();
        var result = await worker.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.True(cleaned);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_OfAWorkerWithoutABody_HoldsNothingBack()
    {
        var heard = 0;
        var worker = System.Create();
        worker.Listen("E", _ => heard++);
        worker.Start().Pause();
        for (var i = 0; i < 3; i++) worker.Fire("E");
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        Assert.Equal(3, heard);
        worker.Resume();
        worker.Fire("E");
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(4, heard);
        Assert.Equal(0, worker.MailboxDepth);
        await worker.StopAsync();
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_OfAWorkerThatIsStopping_ChangesNothing()
    {
        var worker = System.Start(static async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await WaitEvent("CLEAN");
            }
        });
        worker.Stop();
        await worker.AtWaitPoint();
        worker.Pause();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Stopping, worker.State);
        worker.Fire("CLEAN");

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
    }
}
