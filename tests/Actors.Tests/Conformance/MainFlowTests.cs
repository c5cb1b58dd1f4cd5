using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec M2, M3 and M4: a main worker on a user interface's thread, workers on the calling thread, and the main flow.</summary>
public abstract class MainFlowTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "M2")]
    public async Task Fire_AtAMainWorkerOnAContext_IsHandledThereWithoutPolling()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var heard = new List<(object? Data, int Thread)>();
        var last = Barriers.Signal();
        system.Main.Listen("A", e => heard.Add((e.Data, Environment.CurrentManagedThreadId)));
        system.Main.Listen("END", _ => last.SetResult());

        await Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < 1000; i++) system.Main.Fire("A", i);
            system.Main.Fire("END");
        });
        await last.Task.Soon();

        Assert.Equal(Enumerable.Range(0, 1000).Select(i => ((object?)i, ui.ThreadId)), heard);
    }

    [Fact]
    [Trait("Spec", "M2")]
    public async Task LaterAndTimers_OfAMainWorkerOnAContext_RunThereWithoutPolling()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var later = Barriers.Signal<int>();
        var timer = Barriers.Signal<int>();

        system.Main.Later(() => later.SetResult(Environment.CurrentManagedThreadId));
        system.Main.Later(() => timer.SetResult(Environment.CurrentManagedThreadId), TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromSeconds(1));

        Assert.Equal(ui.ThreadId, await later.Task.Soon());
        Assert.Equal(ui.ThreadId, await timer.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "M2")]
    public async Task Wait_OfTheMainFlowOnAContext_GoesOnThere()
    {
        using var ui = new ContextThread();
        WorkerSystem? system = null;
        var isReady = Barriers.Signal();
        var ended = await ui.Run(() =>
        {
            system = CreateSystem(Options(WorkerDispatcher.For(ui)));
            async Task<(int, int, bool)> MainFlow()
            {
                isReady.SetResult();
                await WaitEvent("A");
                var afterWait = Environment.CurrentManagedThreadId;
                await Task.Yield();
                return (afterWait, Environment.CurrentManagedThreadId, IsMain);
            }

            return MainFlow();
        });
        await isReady.Task.Soon();

        system!.Main.Fire("A");

        Assert.Equal((ui.ThreadId, ui.ThreadId, true), await ended.Soon());
        await system.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "M2")]
    public async Task WaitingListener_OfAMainWorkerOnAContext_LeavesTheThreadFree()
    {
        using var ui = new ContextThread();
        await using var system = CreateSystem(Options(WorkerDispatcher.For(ui)));
        var ended = Barriers.Signal<int>();
        system.Main.Listen("A", async _ =>
        {
            await WaitEvent("B");
            ended.SetResult(Environment.CurrentManagedThreadId);
        });
        system.Main.Fire("A");
        await system.Main.AtWaitPoint();

        Assert.Equal(1, await ui.Run(static () => 1));
        system.Main.Fire("B");

        Assert.Equal(ui.ThreadId, await ended.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_EveryPieceOfTheFlow_RunsOnIt()
    {
        var worker = Barriers.Signal<Worker>();
        var running = Barriers.OnPlainThread(() =>
        {
            var threads = new List<int>();
            void Note() => threads.Add(Environment.CurrentManagedThreadId);
            var result = System.RunOnCurrentThread(async () =>
            {
                Note();
                Listen("A", _ => Note());
                Listen("A", async _ =>
                {
                    await Task.Yield();
                    Note();
                });
                Later(Note);
                worker.SetResult(Current);
                await WaitEvent("A");
                Note();
                await Task.Yield();
                Note();
                await Barriers.OnPlainThread(() => { });
                Note();
            });
            return (Environment.CurrentManagedThreadId, threads, result);
        });

        (await worker.Task.Soon()).Fire("A");

        var (thread, threads, result) = await running;
        Assert.Equal(WorkerState.Completed, result.State);
        Assert.Equal(Enumerable.Repeat(thread, 7), threads);
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_BodyThrowsOrIsStopped_TellsHowItEnded()
    {
        await Barriers.OnPlainThread(() =>
        {
            var faulted = System.RunOnCurrentThread(() => throw new FormatException(), new WorkerOptions { LogFailures = false });
            var stopped = System.RunOnCurrentThread(async () =>
            {
                Current.Stop();
                await WaitForever();
            });

            Assert.Equal(WorkerState.Faulted, faulted.State);
            Assert.IsType<FormatException>(faulted.Error);
            Assert.Equal(WorkerState.Stopped, stopped.State);
        });
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_BodyHasChildren_EndsAfterThem()
    {
        var isReady = Barriers.Signal<Worker>();
        var goOn = Barriers.Signal();
        var running = Barriers.OnPlainThread(() => System.RunOnCurrentThread(async () =>
        {
            isReady.SetResult(Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await goOn.Task;
                }
            }));
            await Update();
        }));
        var child = await isReady.Task.Soon();
        Assert.False(running.IsCompleted);

        goOn.SetResult();

        Assert.Equal(WorkerState.Completed, (await running).State);
        Assert.Equal(WorkerState.Stopped, child.State);
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_InAWorkersTurn_IsAClearError()
    {
        var worker = System.Start(
            () => Task.FromResult(Assert.Throws<InvalidOperationException>(() => System.RunOnCurrentThread(() => Task.CompletedTask)).Message),
            new WorkerOptions { Name = "busy" });

        Assert.Contains("/busy", (string)(await worker.Ended()).Value!);
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task IsMain_OnTheMainFlowAndElsewhere_TellsThem()
    {
        Assert.True(IsMain);
        Assert.Same(System.Main, Current);
        Assert.True(System.Main.IsMain);

        var worker = System.Start(() => Task.FromResult((IsMain, Current.IsMain)));
        Assert.Equal((false, false), (await worker.Ended()).Value);

        var inListener = Barriers.Signal<bool>();
        System.Main.Later(() => inListener.SetResult(IsMain));
        await Update();
        Assert.True(await inListener.Task.Soon());
        Assert.True(IsMain);

        Assert.False(await Barriers.OnPlainThread(() => IsMain));
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorker_StopsItsChildrenAndNothingElse()
    {
        var cleanedUp = false;
        var child = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Update();
                cleanedUp = true;
            }
        }, new WorkerOptions { Parent = System.Main });
        var root = System.Start();
        Assert.Equal([child], System.Main.Children);

        System.Main.Stop();
        System.Update();

        Assert.Equal(WorkerState.Stopped, (await child.Ended()).State);
        Assert.True(cleanedUp);
        System.Update();
        Assert.Equal(WorkerState.Stopped, (await System.Main.Ended()).State);

        // The system, and the process, go on.
        Assert.Equal(WorkerState.Running, root.State);
        Assert.Equal(1, (await System.Start(() => Task.FromResult(1)).Ended()).Value);
    }

    [Theory]
    [InlineData("default")]
    [InlineData("polled")]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorkerWithNothingElseQueued_EndsInOneUpdate(string mode)
    {
        await using var system = CreateSystem(Options(mode == "polled" ? WorkerDispatcher.Polled : WorkerDispatcher.ThreadPool));

        system.Main.Stop();
        system.Update();

        Assert.Equal(WorkerState.Stopped, system.Main.State);
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Stop_OfTheMainWorkerAtAWaitOfTheMainFlow_ThrowsWorkerExitThere()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options());
            async Task MainFlow() => await WaitForever();
            var flow = MainFlow();

            system.Main.Stop();

            Assert.Throws<WorkerExit>(() => flow.GetAwaiter().GetResult());
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Wait_OfTheMainFlowAfterItsWorkerWasStartedAgain_GoesOn()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(WorkerDispatcher.Polled));
            async Task<object?> MainFlow() => (await WaitEvent("A")).Data;
            system.Main.Stop();
            system.Update();
            Assert.Equal(WorkerState.Stopped, system.Main.State);

            system.Main.Start();
            var flow = MainFlow();
            system.Main.Fire("A", 1);
            system.Update();

            Assert.Equal(1, flow.Soon().GetAwaiter().GetResult());
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M4")]
    public async Task Calls_OfAMainFlowInATurnOfItsSecondRun_AreKnownToBeInATurn()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(WorkerDispatcher.Polled));
            var worker = system.Start();
            async Task MainFlow()
            {
                await WaitEvent("A");
                Assert.Throws<InvalidOperationException>(system.Update);
                Assert.Throws<InvalidOperationException>(() => worker.Join());
                Assert.Throws<InvalidOperationException>(() => system.RunOnCurrentThread(() => Task.CompletedTask));
                await system.StopAsync();
            }

            system.Main.Stop();
            system.Update();
            system.Main.Start();
            var flow = MainFlow();
            system.Main.Fire("A");
            system.Update();

            flow.Soon().GetAwaiter().GetResult();
            Assert.Equal(WorkerState.Stopped, worker.State);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M1")]
    public async Task Update_WithAnExecutionContextThatDoesNotFlow_LeavesItAsItWas()
    {
        await Barriers.OnPlainThread(() =>
        {
            var local = new AsyncLocal<int> { Value = 1 };
            var system = CreateSystem(Options(WorkerDispatcher.Polled));
            system.Main.Later(() => local.Value = 2);

            using (ExecutionContext.SuppressFlow())
            {
                system.Update();
                Assert.True(ExecutionContext.IsFlowSuppressed());
            }

            Assert.Equal(1, local.Value);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Theory]
    [InlineData("default")]
    [InlineData("polled")]
    [Trait("Spec", "M4")]
    public async Task StopAsync_OnTheMainFlowAfterOneOfItsWaits_StopsTheSystem(string mode)
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options(mode == "polled" ? WorkerDispatcher.Polled : WorkerDispatcher.ThreadPool));
            var worker = system.Start();
            async Task MainFlow()
            {
                await WaitEvent("A");
                await system.StopAsync();
            }

            var flow = MainFlow();
            system.Main.Fire("A");
            system.Update();

            flow.Soon().GetAwaiter().GetResult();
            Assert.Equal(WorkerState.Stopped, worker.State);
            Assert.Equal(WorkerState.Stopped, system.Main.State);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }
}
