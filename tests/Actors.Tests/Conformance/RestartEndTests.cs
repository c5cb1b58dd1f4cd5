using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L11: stops, pauses and limits of a worker that restarts.</summary>
public abstract class RestartEndTests : RestartConformance
{
    [Fact]
    [Trait("Spec", "L11")]
    public async Task Stop_DuringTheBackoff_EndsAtOnceAndLosesNothing()
    {
        var heard = new List<string>();
        var worker = Create(() => throw new InvalidDataException("boom"), Exact);
        worker.Listen("E", e => heard.Add($"E{e.Data}"));
        worker.Listen(WorkerEvents.Stop, _ => heard.Add("stop"));
        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);
        worker.Fire("E", 1);
        worker.Fire("E", 2);

        var result = await worker.StopAsync().Soon();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Null(result.Error);
        Assert.Equal(["E1", "E2", "stop"], heard);
        await ToldOf(WorkerEvents.ChildStop);
        await ToldOf(WorkerEvents.ChildEnd);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(WorkerState.Stopped, worker.State);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Stop_WhileTheBodyRuns_EndsTheRun()
    {
        var worker = StartWorker(WaitUntilStopped, new RestartPolicy { Mode = RestartMode.Always });

        Assert.Equal(WorkerState.Stopped, (await worker.StopAsync().Soon()).State);
        Assert.Equal(0, worker.Restarts);

        static async Task WaitUntilStopped() => await WaitForever();
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Body_ThrowsWhileItIsStopped_EndsTheRun()
    {
        var worker = StartWorker(
            async () =>
            {
                try
                {
                    await WaitForever();
                }
                catch (WorkerExit)
                {
                    throw new InvalidDataException("clean-up");
                }
            },
            Exact);
        await worker.AtWaitPoint();

        Assert.Equal(WorkerState.Faulted, (await worker.StopAsync().Soon()).State);
        Assert.Equal(0, worker.Restarts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Exit_OfAWorkerThatAlwaysRestarts_EndsTheRun()
    {
        var worker = StartWorker(
            () =>
            {
                Exit();
                return Task.CompletedTask;
            },
            RestartPolicy.Always);

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(0, worker.Restarts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Pause_DuringTheBackoff_HoldsTheRestartUntilResume()
    {
        var attempts = new AttemptCounter();
        var paused = Barriers.Signal();
        var worker = Create(
            async () =>
            {
                if (attempts.Begin() == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        worker.Listen(WorkerEvents.Pause, _ => paused.SetResult(), new ListenerOptions { Priority = -200 });
        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);
        worker.Fire("E");

        worker.Pause();
        await paused.Task.Soon();
        Assert.Equal(WorkerState.Paused, worker.State);
        Time.Advance(TimeSpan.FromMinutes(1));
        Assert.True(worker.IsRestarting);

        worker.Resume();
        await attempts.Reached(2);
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Body_ReturnsWithOnFailure_Completes()
    {
        var worker = StartWorker(() => Task.CompletedTask, RestartPolicy.OnFailure);

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Body_ReturnsWithAlways_StartsAgain()
    {
        var attempts = new AttemptCounter();
        StartWorker(
            async () =>
            {
                if (attempts.Begin() == 2) await WaitForever();
            },
            new RestartPolicy { Mode = RestartMode.Always, Jitter = 0 });

        Assert.Null((await ToldOf(WorkerEvents.ChildRestart)).Data);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        await attempts.Reached(2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Limit_UsedUp_IsAFaultOfWhichTheParentIsTold()
    {
        var attempts = 0;
        var worker = StartWorker(() => throw new InvalidDataException($"boom {++attempts}"), Exact);

        for (var i = 0; i < 5; i++)
        {
            await ToldOf(WorkerEvents.ChildRestart);
            Time.Advance(TimeSpan.FromMilliseconds(200 << i));
        }

        var result = await worker.Ended();
        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Equal("boom 6", result.Error!.Message);
        Assert.Equal(5, worker.Restarts);
        Assert.Same(result.Error, (await ToldOf(WorkerEvents.ChildError)).Data);
        Assert.Same(result, (await ToldOf(WorkerEvents.ChildEnd)).Data);
        Assert.Equal([5, 5, 5, 5, 5, 7, 1], Log.Entries.Select(static entry => entry.Id));
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Limit_UsedUpByReturning_IsAFault()
    {
        var worker = StartWorker(() => Task.CompletedTask, new RestartPolicy { Mode = RestartMode.Always, MaxRestarts = 1 });
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromSeconds(1));

        var result = await worker.Ended();

        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Contains("MaxRestarts", Assert.IsType<InvalidOperationException>(result.Error).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Limit_OfAnotherWindow_DoesNotCount()
    {
        var attempts = new AttemptCounter();
        var worker = StartWorker(
            async () =>
            {
                attempts.Begin();
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            new RestartPolicy { Jitter = 0, MaxRestarts = 1, Window = TimeSpan.FromSeconds(10) });
        worker.Fire("FAIL");
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromSeconds(10));
        await attempts.Reached(2);

        worker.Fire("FAIL");
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromSeconds(10) - Tick);
        await attempts.Reached(3);
        worker.Fire("FAIL");

        Assert.Equal(WorkerState.Faulted, (await worker.Ended()).State);
        Assert.Equal(2, worker.Restarts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Start_OfAWorkerThatUsedUpItsLimit_BeginsAnew()
    {
        var policy = new RestartPolicy { Jitter = 0, MaxRestarts = 1 };
        var worker = StartWorker(() => throw new InvalidDataException("boom"), policy);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await worker.Ended();
        await ToldOf(WorkerEvents.ChildError);
        await ToldOf(WorkerEvents.ChildEnd);

        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);

        Assert.Equal(0, worker.Restarts);
        Assert.True(worker.IsRestarting);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task System_StoppedDuringABackoff_EndsTheWorker()
    {
        var worker = StartWorker(() => throw new InvalidDataException("boom"), Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        await System.StopAsync().Soon();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task RestartAsync_OfAWorkerThatRuns_StartsItsNextRunWithItsArgument()
    {
        var arguments = new List<string>();
        var worker = System.Create<string>(async argument =>
        {
            arguments.Add(argument);
            await WaitForever();
        });
        worker.Start("x");
        await worker.AtWaitPoint();
        var first = worker.Completion;

        await worker.RestartAsync().Soon();
        await worker.AtWaitPoint();

        Assert.Equal(WorkerState.Stopped, (await first).State);
        Assert.Equal(WorkerState.Running, worker.State);
        Assert.Equal(["x", "x"], arguments);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task RestartAsync_AStopComesWhileItWaits_TheWorkerIsNotStartedAgain()
    {
        var worker = System.Start();
        for (var i = 0; i < 2000; i++)
        {
            var restart = worker.RestartAsync();
            worker.Stop();

            var error = await Record.ExceptionAsync(() => restart.Soon());
            if (error is not null) Assert.Contains(worker.Path, Assert.IsType<OperationCanceledException>(error).Message, StringComparison.Ordinal);
            await worker.Ended();
            Assert.False(worker.IsRunning);
            worker.Start();
        }
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task RestartAsync_InTheWorkersOwnFlow_SaysWhatToDoInstead()
    {
        var worker = System.Start(async () => await Assert.ThrowsAsync<InvalidOperationException>(() => Current.RestartAsync()));

        Assert.Contains("RestartMode.Always", Assert.IsType<InvalidOperationException>(await worker.Value()).Message, StringComparison.Ordinal);
    }
}
