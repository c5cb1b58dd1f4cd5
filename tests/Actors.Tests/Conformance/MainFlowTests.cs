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
}
