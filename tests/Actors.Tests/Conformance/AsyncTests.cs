using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec A1: functions beside the caller.</summary>
public abstract class AsyncTests : AsyncConformance
{
    [Fact]
    [Trait("Spec", "A1")]
    public async Task Async_FailsAndNobodyAsks_IsLoggedOnceItIsGarbage()
    {
        var parent = System.Start();
        await Barriers.OnPlainThread(() => FailUnseen(parent));
        await parent.StopAsync().Soon();

        await Barriers.OnPlainThread(static () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
        });

        var entry = Assert.Single(Log.Entries, static entry => entry.Id == 19);
        Assert.Equal("unseen", entry.Error!.Message);
    }

    // The parent's event about the end says when there is something to be seen, and asks for no result.
    private void FailUnseen(Worker parent)
    {
        using var ended = new ManualResetEventSlim();
        using var go = new ManualResetEventSlim();
        parent.Listen(WorkerEvents.ChildEnd, _ => ended.Set());
        var unseen = System.Async(async () =>
        {
            await WaitEvent("GO");
            throw new InvalidDataException("unseen");
        });
        Assert.True(parent.TryAdopt(unseen.Worker));
        unseen.Worker.Fire("GO");
        ended.Wait();
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Async_Started_IsAParentlessDaemon()
    {
        var go = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Async[] started = [Async(async () => await Wait(go.Task)), Async(async () =>
            {
                await Wait(go.Task);
                return 1;
            })];
            return await Task.FromResult(started);
        });

        foreach (var started in (Async[])(await worker.Ended()).Value!)
        {
            Assert.Null(started.Worker.Parent);
            Assert.True(started.Worker.IsDaemon);
            Assert.True(started.Worker.IsRunning);
        }

        go.SetResult();
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Await_AllItsForms_StartsAndGets()
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            log.Add(await Await(() => "blocking"));
            log.Add(await Await(async () =>
            {
                await Task.Yield();
                return "asynchronous";
            }));
            await Await(() => log.Add("blocking, no result"));
            await Await(async () =>
            {
                await Task.Yield();
                log.Add("asynchronous, no result");
            });
        });

        (await worker.Ended()).ThrowIfFaulted();
        Assert.Equal(["blocking", "asynchronous", "blocking, no result", "asynchronous, no result"], log);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Async_FailsAndNobodyGets_LogsNothing()
    {
        var failing = System.Async(FailAsync);

        Assert.Equal(WorkerState.Faulted, (await failing.Worker.Ended()).State);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Async_BlockingFunctions_EachHaveAThreadOfTheirOwn()
    {
        // More than the pool has threads at first: on the pool they would wait for each other.
        const int functions = 64;
        using var all = new Barrier(functions);
        var started = Enumerable.Range(0, functions).Select(_ => System.Async(() =>
        {
            all.SignalAndWait();
            return (Environment.CurrentManagedThreadId, Thread.CurrentThread.IsThreadPoolThread);
        })).ToArray();

        var threads = new List<(int Id, bool IsPool)>();
        foreach (var one in started) threads.Add(((int, bool))(await one.Worker.Ended()).Value!);

        Assert.Equal(functions, threads.Select(static thread => thread.Id).Distinct().Count());
        Assert.DoesNotContain(threads, static thread => thread.IsPool);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Async_AFunctionThatWaits_HasALoopOfItsOwn()
    {
        var function = System.Async(async () => (await WaitEvent("A")).Data);

        function.Worker.Fire("A", 3);

        Assert.Equal(3, (await function.Worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A1")]
    [Trait("Spec", "F7")]
    public async Task Await_BlockingFunctionWaits_ThrowsInsteadOfStandingStill()
    {
        var worker = System.Start(static async () => await Await(static () =>
        {
            Sleep(Second).AsTask().GetAwaiter().GetResult();
            return 1;
        }));

        var error = Assert.IsType<InvalidOperationException>((await worker.Ended()).Error);
        Assert.StartsWith("Sleep in a synchronous listener, callback or function of worker '", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Await_BlockingFunctionBlocksOnATask_GoesOn()
    {
        static async Task<int> Later()
        {
            await Task.Yield();
            return 3;
        }

        var worker = System.Start(static async () => await Await(static () => Later().GetAwaiter().GetResult()));

        Assert.Equal(3, await worker.Value());
    }
}
