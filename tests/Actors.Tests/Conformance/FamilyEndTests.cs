using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C4: the end of a parent is the end of its children.</summary>
public abstract class FamilyEndTests : ConformanceTests
{
    private const int Many = 100_000;

    public enum Way
    {
        Return,
        Throw,
        Exit,
        Stop,
    }

    [Theory]
    [InlineData(Way.Return)]
    [InlineData(Way.Throw)]
    [InlineData(Way.Exit)]
    [InlineData(Way.Stop)]
    [Trait("Spec", "C4")]
    public async Task Parent_ThatEnds_StopsAllItsChildren(Way way)
    {
        var children = new List<Worker>();
        var parent = System.Start(async () =>
        {
            children.Add(Start(static () => WaitForever().AsTask()));
            children.Add(System.Start());
            children.Add(Start(static () => WaitForever().AsTask(), new WorkerOptions { IsDaemon = true }));
            await CurrentWorker.Update();
            if (way == Way.Throw) throw new InvalidDataException();
            if (way == Way.Exit) Exit();
            if (way == Way.Stop) await WaitForever();
        });
        if (way == Way.Stop) parent.Stop();
        await parent.Completion;
        await Task.WhenAll(children.Select(static child => child.Completion));

        Assert.Equal(3, children.Count);
        Assert.All(children, static child => Assert.Equal(WorkerState.Stopped, child.State));
        Assert.Empty(parent.Children);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Parent_WithChildrenThatCleanUp_CompletesAfterTheLastOne()
    {
        var cleaning = Barriers.Signal();
        var gate = Barriers.Signal();
        var order = new List<string>();
        var parent = System.Start(async () =>
        {
            Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    cleaning.SetResult();
                    await gate.Task;
                    order.Add("child");
                }
            });
            await CurrentWorker.Update();
        });
        await cleaning.Task;
        Assert.Equal(WorkerState.Stopping, parent.State);
        Assert.False(parent.Completion.IsCompleted);
        gate.SetResult();
        await parent.Value();
        order.Add("parent");

        Assert.Equal(["child", "parent"], order);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Parent_WithADaemonThatDoesNotStop_DoesNotWaitForIt()
    {
        var gate = Barriers.Signal();
        var started = Barriers.Signal();
        Worker? daemon = null;
        var parent = System.Start(async () =>
        {
            daemon = Start(
                async () =>
                {
                    started.SetResult();
                    await gate.Task;
                    return Stopping.IsCancellationRequested;
                },
                new WorkerOptions { IsDaemon = true });
            await started.Task;
        });
        await parent.Value();
        Assert.True(daemon!.IsRunning);
        gate.SetResult();

        Assert.Equal(true, await daemon.Value());
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Grandchildren_OfAStoppedWorker_EndBeforeTheirParents()
    {
        var order = new List<string>();
        async Task Level(int depth)
        {
            if (depth > 1) Start(() => Level(depth - 1));
            await WaitForever();
        }

        var worker = System.Create(() => Level(4));
        worker.Listen(WorkerEvents.ChildStart, _ => { });
        worker.Start();
        var levels = new List<Worker> { worker };
        while (levels.Count < 4)
        {
            await levels[^1].AtWaitPoint();
            levels.Add(Assert.Single(levels[^1].Children));
        }

        var ends = levels.Select(async level =>
        {
            await level.Completion;
            lock (order) order.Add(level.Path);
            Assert.All(levels.Skip(levels.IndexOf(level) + 1), static below => Assert.Equal(WorkerState.Stopped, below.State));
        }).ToArray();
        worker.Stop();
        await Task.WhenAll(ends);

        Assert.Equal(4, order.Count);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Start_OfAChildWhileItsParentEnds_IsStoppedOrRefused()
    {
        for (var round = 0; round < 200; round++)
        {
            var parent = System.Start(static () => WaitForever().AsTask());
            var child = System.Create(static () => WaitForever().AsTask(), new WorkerOptions { Parent = parent });
            var start = Task.Run(() => Record.Exception(() => child.Start()));
            parent.Stop();
            await parent.Completion;

            if (await start is null) await child.Completion;
            else Assert.IsType<InvalidOperationException>(await start);
            Assert.False(child.IsRunning);
        }
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Children_HundredThousandOfOneParent_StopAndComplete()
    {
        var parent = System.Start(static async () =>
        {
            for (var i = 0; i < Many; i++) Start(static () => WaitForever().AsTask());
            await WaitForever();
        });
        await parent.AtWaitPoint();
        var children = parent.Children;
        Assert.Equal(Many, children.Count);
        var result = await parent.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.DoesNotContain(children, static child => child.State != WorkerState.Stopped);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Children_HundredThousandThatReturn_AreAllHeardOfByTheParent()
    {
        var ended = 0;
        var parent = System.Start(async () =>
        {
            Listen(WorkerEvents.ChildDone, _ => ended++);
            for (var i = 0; i < Many; i++) Start(static () => Task.CompletedTask);
            await WaitUntil(_ => ended == Many);
            return Current.Children.Count;
        });

        Assert.Equal(0, await parent.Value());
        Assert.Equal(Many, ended);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Chain_OfAHundredThousandWorkers_StopsAndCompletes()
    {
        var deepest = Barriers.Signal<Worker>();
        async Task Level(int depth)
        {
            if (depth == Many) deepest.SetResult(Current);
            else Start(() => Level(depth + 1));
            await WaitForever();
        }

        var top = System.Start(() => Level(1));
        var bottom = await deepest.Task;
        Assert.Contains("more", bottom.Path, StringComparison.Ordinal);
        var result = await top.StopAsync();

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(WorkerState.Stopped, bottom.State);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task Chain_OfAHundredThousandWorkers_CompletesFromBelow()
    {
        var bottomDone = Barriers.Signal();
        static async Task<int> Level(int depth, TaskCompletionSource bottomDone)
        {
            if (depth < Many) return (int)(await Wait(Start(() => Level(depth + 1, bottomDone)))).Value! + 1;
            bottomDone.SetResult();
            return 1;
        }

        var top = System.Start(() => Level(1, bottomDone));
        await bottomDone.Task;

        Assert.Equal(Many, await top.Value());
    }
}
