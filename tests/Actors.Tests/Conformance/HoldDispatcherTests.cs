using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause on every dispatcher.</summary>
public abstract class HoldDispatcherTests : ConformanceTests
{
    [Fact]
    public async Task PauseAsync_OfASubtreeOnManyThreads_HoldsAndReleasesAll()
    {
        using var context = new ContextThread();
        WorkerDispatcher[] dispatchers =
            [WorkerDispatcher.ThreadPool, WorkerDispatcher.DedicatedThread, WorkerDispatcher.For(context), WorkerDispatcher.DedicatedThread];
        var heard = 0;
        var parent = System.Start(static () => WaitForever().AsTask());
        var workers = dispatchers.Select(dispatcher => System.Start(
            async () =>
            {
                Listen("E", _ => Interlocked.Increment(ref heard));
                await WaitEvent("GO");
            },
            new() { Parent = parent, Dispatcher = dispatcher })).ToArray();

        var pause = await parent.PauseAsync().AsTask().Soon();
        Assert.Equal(1 + workers.Length, pause.Count);
        foreach (var worker in workers)
        {
            worker.Fire("E");
            worker.Fire("GO");
            using (await worker.PauseAsync().AsTask().Soon()) Assert.Equal(0, Volatile.Read(ref heard));
        }

        pause.Resume();
        await Task.WhenAll(workers.Select(static worker => worker.Value()));
        Assert.Equal(workers.Length, heard);
    }

    [Fact]
    public async Task PauseAsync_OfAPolledMain_HoldsItFromItsNextUpdate() => await Barriers.OnPlainThread(() =>
    {
        var heard = 0;
        var system = CreateSystem(Options(WorkerDispatcher.Polled));
        system.Main.Listen("E", _ => heard++);
        var pausing = Task.Run(() => Outside(system.Main));
        while (!pausing.IsCompleted) system.Update();
        var pause = pausing.GetAwaiter().GetResult();
        system.Main.Fire("E");
        system.Update();
        system.Update();
        Assert.Equal((1, 0), (pause.Count, heard));
        pause.Resume();
        system.Update();
        Assert.Equal(1, heard);
        Assert.True(system.StopAsync().IsCompleted);
    });

    [Fact]
    public async Task Stop_OfTheSystemWhileEverythingIsPaused_EndsAll()
    {
        var system = CreateSystem(Options());
        var cleaned = 0;
        var parent = system.Start(static () => WaitForever().AsTask());
        for (var i = 0; i < 10; i++)
        {
            system.Start(
                async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        await CurrentWorker.Update();
                        Interlocked.Increment(ref cleaned);
                    }
                },
                new() { Parent = parent });
        }

        var pause = await parent.PauseAsync(new() { Timers = PauseTimers.Frozen }).AsTask().Soon();
        Assert.Equal(11, pause.Count);
        await system.StopAsync().Soon();

        Assert.Equal(10, cleaned);
        pause.Resume();
    }

    /// <summary>From no worker's flow.</summary>
    private static Task<WorkerPause> Outside(Worker worker)
    {
        using (ExecutionContext.SuppressFlow()) return Task.Run(() => worker.PauseAsync().AsTask());
    }
}
