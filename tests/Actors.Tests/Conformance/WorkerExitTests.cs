using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L4 and L5: the exit that unwinds a body.</summary>
public abstract class WorkerExitTests : ConformanceTests
{
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
