using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L4 and L5: being told to stop, and leaving.</summary>
public abstract class StopTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L4")]
    [Trait("Spec", "C4")]
    public async Task StoppingToken_ThatLetsForeignCodeGoOnAndBlock_DoesNotHoldUpTheStopOfSiblings()
    {
        var told = new TaskCompletionSource();
        using var sibling = new ManualResetEventSlim();
        var goesOn = WaitsElsewhere();
        var parent = System.Start();
        foreach (var register in new Action[] { () => Stopping.Register(told.SetResult), () => Stopping.Register(sibling.Set) })
        {
            var child = System.Start(
                async () =>
                {
                    register();
                    await WaitForever();
                },
                new WorkerOptions { Parent = parent });
            await child.AtWaitPoint();
        }

        parent.Stop();
        await parent.Ended();

        Assert.True(await goesOn.Soon());

        async Task<bool> WaitsElsewhere()
        {
            await told.Task.ConfigureAwait(false);
            return sibling.Wait(TimeSpan.FromSeconds(20));
        }
    }

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
    public async Task Stop_DuringAForeignAwait_CancelsTheTokenAtOnce()
    {
        var running = Barriers.Signal<CancellationToken>();
        var never = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            var stopping = Stopping;
            running.SetResult(stopping);
            await never.Task.WaitAsync(stopping);
        });
        var token = await running.Task;
        Assert.False(token.IsCancellationRequested);

        worker.Stop();
        Assert.True(token.IsCancellationRequested);

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stopping_AskedForAfterTheStop_IsCancelled()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            return Stopping.IsCancellationRequested;
        });
        await running.Task;
        worker.Stop();
        gate.SetResult();

        Assert.Equal(true, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Stopping_OfTheNextRun_IsANewOne()
    {
        var worker = System.Create(static async () =>
        {
            _ = Stopping;
            await WaitForever();
        });
        worker.Start();
        await worker.StopAsync();
        Assert.True(worker.Stopping.IsCancellationRequested);
        worker.Start();

        Assert.False(worker.Stopping.IsCancellationRequested);
        await worker.StopAsync();
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
    public async Task Exit_InTheBody_RunsFinallyAndDisposalThatWait()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            await using var resource = new Resource(async () =>
            {
                Current.Fire("B");
                await WaitEvent("B");
                order.Add("disposed");
            });
            try
            {
                await WaitForever();
            }
            catch (WorkerExit)
            {
                order.Add("exit");
                throw;
            }
            finally
            {
                Later(() => Time.Advance(TimeSpan.FromSeconds(1)));
                await Sleep(TimeSpan.FromSeconds(1));
                Current.Fire("A");
                await WaitEvent("A");
                order.Add("finally");
            }
        });
        var result = await worker.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(["exit", "finally", "disposed"], order);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Exit_WithAListenerWaiting_UnwindsTheListenerFirst()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", async _ =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Update();
                    order.Add("listener");
                }
            });
            try
            {
                await WaitForever();
            }
            finally
            {
                order.Add("body");
            }
        });
        worker.Fire("E");
        var result = await worker.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(["listener", "body"], order);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= Microsoft.Extensions.Logging.LogLevel.Warning);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Exit_WithTwoWaitsAtOnce_ThrowsAtBoth()
    {
        var left = new List<string>();
        var worker = System.Start(async () =>
        {
            async Task Part(string name, Func<Task> wait)
            {
                try
                {
                    await wait();
                }
                catch (WorkerExit)
                {
                    left.Add(name);
                    throw;
                }
            }

            await Task.WhenAll(Part("first", static () => WaitForever().AsTask()), Part("second", static () => WaitEvent("E").AsTask()));
        });
        var result = await worker.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(["first", "second"], left);
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

    [Fact]
    [Trait("Spec", "L5")]
    public async Task WorkerExit_ThrownByTheBody_StopsTheWorker()
    {
        var worker = System.Start(static async () =>
        {
            await Update();
            throw new WorkerExit("enough");
        });
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Null(result.Error);
    }

    [Fact]
    [Trait("Spec", "L5")]
    public async Task Exit_CalledInTheBody_StopsTheWorker()
    {
        var reached = false;
        var worker = System.Start(async () =>
        {
            await Update();
            Exit();
            reached = true;
        });

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
        Assert.False(reached);
    }

    [Fact]
    [Trait("Spec", "L5")]
    public async Task WorkerExit_AtAWaitPoint_IsAnOperationCanceledException()
    {
        OperationCanceledException? caught = null;
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            catch (OperationCanceledException error)
            {
                caught = error;
                throw;
            }
        });
        await worker.StopAsync();

        Assert.IsType<WorkerExit>(caught);
        Assert.Equal(WorkerState.Stopped, worker.State);
    }

    [Fact]
    [Trait("Spec", "L5")]
    public async Task Exit_CalledInAListener_StopsTheWorker()
    {
        var worker = System.Start(static async () =>
        {
            Listen("LEAVE", static _ => Exit());
            await WaitForever();
        });
        worker.Fire("LEAVE");

        Assert.Equal(WorkerState.Stopped, (await worker.Completion).State);
    }

    private sealed class Resource(Func<Task> dispose) : IAsyncDisposable
    {
        public async ValueTask DisposeAsync() => await dispose();
    }
}
