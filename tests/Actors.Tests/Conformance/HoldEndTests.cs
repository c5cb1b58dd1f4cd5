using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause and what begins or ends meanwhile: starts, stops and restarts.</summary>
public abstract class HoldEndTests : ConformanceTests
{
    [Fact]
    public async Task Start_UnderAPausedParent_CallsNoBodyBeforeTheResume()
    {
        var called = Barriers.Signal();
        var parent = System.Start(static () => WaitForever().AsTask());
        var pause = await parent.PauseAsync().AsTask().Soon();
        var child = System.Start(
            async () =>
            {
                called.SetResult();
                await WaitEvent("GO");
            },
            new() { Parent = parent });
        var grandchild = System.Start(static () => WaitEvent("GO").AsTask(), new() { Parent = child });
        child.Fire("GO");
        grandchild.Fire("GO");
        using (await child.PauseAsync().AsTask().Soon())
        {
            Assert.False(called.Task.IsCompleted);
            Assert.Equal((WorkerState.Paused, WorkerState.Paused), (child.State, grandchild.State));
        }

        pause.Resume();
        await child.Ended();
        Assert.True(called.Task.IsCompleted);
    }

    [Fact]
    public async Task Start_AgainUnderAPausedParent_IsPausedAndOfThePausedWorkerItselfIsNot()
    {
        var parent = System.Start(static () => WaitEvent("GO").AsTask());
        var child = System.Start(static () => WaitEvent("GO").AsTask(), new() { Parent = parent });
        using var pause = await parent.PauseAsync().AsTask().Soon();
        await child.RestartAsync().Soon();
        using (await child.PauseAsync().AsTask().Soon()) child.Fire("GO");
        Assert.Equal(WorkerState.Paused, child.State);

        await parent.RestartAsync().Soon();
        await parent.AtWaitPoint();
        Assert.Equal(WorkerState.Running, parent.State);
        child.Start();
        child.Fire("GO");
        await child.Value();
        parent.Fire("GO");
        await parent.Value();
    }

    [Fact]
    public async Task Stop_OfAPausedWorker_GoesStraightToItsCleanUp()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => order.Add("heard"));
            try
            {
                await WaitEvent("E");
                order.Add("went on");
            }
            finally
            {
                await CurrentWorker.Update();
                order.Add("cleaned up");
            }
        });
        using var pause = await worker.PauseAsync().AsTask().Soon();
        worker.Fire("E");
        var result = await worker.StopAsync().Soon();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(["heard", "cleaned up"], order);
    }

    [Fact]
    public async Task Stop_OfAPausedParent_LetsItsCleanUpUseItsChildren()
    {
        Worker? child = null;
        var started = Barriers.Signal();
        var parent = System.Start(async () =>
        {
            child = Start(async () =>
            {
                await WaitEvent("FINISH");
                return 42;
            });
            started.SetResult();
            try
            {
                await WaitForever();
            }
            finally
            {
                child.Fire("FINISH");
                await Wait(child);
                await Wait(Start(static () => CurrentWorker.Update().AsTask()));
            }
        });
        await started.Task;
        using var pause = await parent.PauseAsync().AsTask().Soon();
        Assert.Equal(2, pause.Count);
        await parent.StopAsync().Soon();

        Assert.Equal(42, await child!.Value());
    }

    [Fact]
    public async Task Stop_BeforeTheBodyOfAHeldChildWasCalled_EndsIt()
    {
        var parent = System.Start(static () => WaitForever().AsTask());
        using var pause = await parent.PauseAsync().AsTask().Soon();
        var child = System.Start(static () => WaitForever().AsTask(), new() { Parent = parent });

        Assert.Equal(WorkerState.Stopped, (await child.StopAsync().Soon()).State);
    }

    [Fact]
    public async Task PauseAsync_OfAWorkerThatIsEnding_CompletesAfterItsEnd()
    {
        var cleaning = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.SetResult();
                await WaitEvent("CLEAN");
            }
        });
        worker.Stop();
        await cleaning.Task;
        var pausing = worker.PauseAsync().AsTask();
        await worker.AtWaitPoint();
        Assert.False(pausing.IsCompleted);
        worker.Fire("CLEAN");
        using var pause = await pausing.Soon();

        Assert.Equal(0, pause.Count);
        Assert.False(worker.IsRunning);
    }

    [Fact]
    public async Task PauseAsync_BodyEndsBeforeItsNextWaitPoint_CompletesAfterTheEnd()
    {
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
        });
        await running.Task;
        var pausing = worker.PauseAsync().AsTask();
        gate.SetResult();
        using var pause = await pausing.Soon();

        Assert.Equal((0, WorkerState.Completed), (pause.Count, worker.State));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Restart_WhilePaused_WaitsForTheResume(bool failsLater)
    {
        var attempts = 0;
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(
            async () =>
            {
                if (++attempts == 1)
                {
                    running.SetResult();
                    if (failsLater) await gate.Task;
                    throw new IOException("the first attempt fails");
                }

                await WaitEvent("GO");
            },
            new() { LogFailures = false, Restart = new RestartPolicy { Backoff = TimeSpan.FromSeconds(1), Jitter = 0 } });
        await running.Task;
        var pausing = worker.PauseAsync().AsTask();
        gate.SetResult();
        (await pausing.Soon()).Resume();

        var pause = await worker.PauseAsync().AsTask().Soon();
        Assert.Equal((1, WorkerState.Paused, true), (pause.Count, worker.State, worker.IsRestarting));
        worker.Fire("GO");
        Time.Advance(TimeSpan.FromSeconds(1));
        using (await worker.PauseAsync().AsTask().Soon()) Assert.Equal(1, attempts);
        pause.Resume();
        await worker.Value();

        Assert.Equal(2, attempts);
    }

    [Fact]
    public async Task Stop_InTheBackoffWhilePaused_EndsTheRun()
    {
        var worker = System.Start(
            static () => throw new IOException("it always fails"),
            new() { LogFailures = false, Restart = RestartPolicy.OnFailure });
        using var pause = await worker.PauseAsync().AsTask().Soon();
        Assert.True(worker.IsRestarting);

        Assert.Equal(WorkerState.Stopped, (await worker.StopAsync().Soon()).State);
    }

    [Fact]
    public async Task Async_AwaitedInAPausedSubtree_IsPausedWithIt()
    {
        var entered = Barriers.Signal<Worker>();
        var worker = System.Start(async () => await Await(async () =>
        {
            entered.SetResult(Current);
            await WaitEvent("GO");
            return 42;
        }));
        var function = await entered.Task.Soon();
        await worker.AtWaitPoint();
        var pause = await worker.PauseAsync().AsTask().Soon();
        Assert.Equal(2, pause.Count);
        function.Fire("GO");
        using (await function.PauseAsync().AsTask().Soon()) Assert.Equal(WorkerState.Paused, function.State);
        pause.Resume();

        Assert.Equal(42, (await function.Ended()).Value);
    }
}
