using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Structured scopes: what is started in a block ends before the block does.</summary>
public abstract class ScopeTests : ConformanceTests
{
    private static readonly WorkerOptions Quiet = new() { LogFailures = false };

    [Fact]
    public async Task Join_OfWorkersThatReturn_GivesTheirResults()
    {
        await using var scope = System.Scope();
        var one = scope.Start(static async () =>
        {
            await CurrentWorker.Update();
            return 1;
        });
        var nothing = scope.Start(static () => CurrentWorker.Update().AsTask());
        Assert.Throws<InvalidOperationException>(() => System.Scope().Start(static async () =>
        {
            await WaitForever();
            return 1;
        }).Value);
        var results = await scope.Join().AsTask().Soon();

        Assert.Equal(1, one.Value);
        Assert.Equal([1, null], results.Select(static result => result.Value));
        Assert.Equal(WorkerState.Completed, nothing.State);
        Assert.Equal((scope.Worker, WorkerState.Completed), (nothing.Parent, scope.Worker.State));
    }

    [Fact]
    public async Task Join_WithNobodyInTheScope_ReturnsAtOnce()
    {
        await using var scope = System.Scope();

        Assert.Empty(await scope.Join().AsTask().Soon());
        Assert.Empty(await scope.Join().AsTask().Soon());
    }

    [Fact]
    public async Task Scope_InAWorker_StandsBelowItAndLetsItsListenersGoOn()
    {
        var heard = 0;
        var ready = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                Listen("E", _ => heard++);
                await using var scope = Worker.Scope(new() { Name = "inner" });
                var child = scope.Start(static () => WaitEvent("GO").AsTask(), new() { Name = "child" });
                Listen("GO", _ => child.Worker.Fire("GO"));
                ready.SetResult();
                await scope.Join();
                return child.Worker.Path;
            },
            new() { Name = "outer" });
        await ready.Task;
        worker.Fire("E");
        worker.Fire("GO");

        Assert.Equal("/outer/inner/child", await worker.Value());
        Assert.Equal(1, heard);
    }

    [Fact]
    public async Task Start_ByAWorkerOfTheScope_IsAwaitedToo()
    {
        await using var scope = System.Scope();
        ScopeChild<int>? second = null;
        scope.Start(() =>
        {
            second = scope.Start(static async () =>
            {
                await CurrentWorker.Update();
                return 2;
            });
            return Task.CompletedTask;
        });

        Assert.Equal(2, (await scope.Join().AsTask().Soon()).Count);
        Assert.Equal(2, second!.Value);
    }

    [Fact]
    public async Task Failure_ByDefault_StopsTheOthersAndIsThrownAfterTheirEnd()
    {
        await using var scope = System.Scope();
        var cleaned = false;
        var other = scope.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await CurrentWorker.Update();
                cleaned = true;
            }
        });
        var failed = scope.Start<int>(static () => throw new IOException("boom"), Quiet);
        var error = await Assert.ThrowsAsync<IOException>(async () => await scope.Join().AsTask().Soon());

        Assert.Equal("boom", error.Message);
        Assert.True(cleaned);
        Assert.Equal(WorkerState.Stopped, other.State);
        Assert.True(scope.Worker.Stopping.IsCancellationRequested);
        Assert.Throws<IOException>(() => failed.Value);
    }

    [Fact]
    public async Task Failure_BeforeTheBlockJoins_CancelsTheScopesToken()
    {
        await using var scope = System.Scope();
        scope.Start(static () => throw new IOException("boom"), Quiet);
        var cancelled = Barriers.Signal();
        await using var registration = scope.Worker.Stopping.Register(cancelled.SetResult);
        await cancelled.Task.Soon();
        await scope.Worker.Ended();
        Assert.Throws<InvalidOperationException>(() => scope.Start(static () => Task.CompletedTask));

        await Assert.ThrowsAsync<IOException>(async () => await scope.Join());
        await Assert.ThrowsAsync<IOException>(async () => await scope.Join());
    }

    [Fact]
    public async Task Failures_WaitForAll_AreThrownTogether()
    {
        await using var scope = System.Scope(new() { OnFailure = ScopeFailure.WaitForAll });
        scope.Start(static () => throw new IOException("one"), Quiet);
        scope.Start(static () => throw new IOException("two"), Quiet);
        var good = scope.Start(static async () =>
        {
            await CurrentWorker.Update();
            return 3;
        });
        var error = await Assert.ThrowsAsync<AggregateException>(async () => await scope.Join().AsTask().Soon());

        Assert.Equal(["one", "two"], error.InnerExceptions.Select(static inner => inner.Message).Order());
        Assert.Equal(3, good.Value);
    }

    [Fact]
    public async Task Failures_Collected_AreFoundInTheResults()
    {
        await using var scope = System.Scope(new() { OnFailure = ScopeFailure.Collect });
        scope.Start(static () => throw new IOException("one"), Quiet);
        scope.Start(static () => Task.CompletedTask);
        var results = await scope.Join().AsTask().Soon();

        Assert.Equal([WorkerState.Faulted, WorkerState.Completed], results.Select(static result => result.State));
        Assert.Equal("one", results[0].Error!.Message);
    }

    [Fact]
    public async Task Restart_OfAWorkerInTheScope_IsNoFailure()
    {
        var attempts = new AttemptCounter();
        await using var scope = System.Scope();
        scope.Start(
            () => attempts.Begin() == 1 ? throw new IOException("boom") : Task.CompletedTask,
            new() { LogFailures = false, Restart = new RestartPolicy { Backoff = TimeSpan.FromTicks(1), Jitter = 0 } });
        await attempts.Reached(1);
        var joining = scope.Join().AsTask();
        while (!joining.IsCompleted)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await Task.Yield();
        }

        Assert.Equal(WorkerState.Completed, Assert.Single(await joining).State);
    }

    [Fact]
    public async Task Stop_OfOneWorker_IsNoFailure()
    {
        await using var scope = System.Scope();
        var stopped = scope.Start(static () => WaitForever().AsTask());
        stopped.Stop();

        Assert.Equal(WorkerState.Stopped, Assert.Single(await scope.Join().AsTask().Soon()).State);
    }

    [Fact]
    public async Task Start_WithAParentOrAsADaemon_IsAClearError()
    {
        await using var scope = System.Scope();

        Assert.Throws<ArgumentException>(() => scope.Start(static () => Task.CompletedTask, new() { Parent = WorkerParent.None }));
        Assert.Throws<ArgumentException>(() => scope.Start(static () => Task.CompletedTask, new() { IsDaemon = true }));
        Assert.Throws<ArgumentOutOfRangeException>(() => System.Scope(new() { Timeout = TimeSpan.FromSeconds(-2) }));
    }

    [Fact]
    public async Task Join_ByAWorkerOfTheScope_IsAClearError()
    {
        await using var scope = System.Scope(new() { Name = "one" });
        var child = scope.Start(
            async () => (await Assert.ThrowsAsync<InvalidOperationException>(async () => await scope.Join())).Message,
            new() { Name = "child" });
        await scope.Join().AsTask().Soon();

        Assert.Contains("Worker '/one/child' belongs to the scope '/one': Join would wait for itself", child.Value, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Scope_OutsideEveryWorker_IsPlainDotNet()
    {
        await await Barriers.OnPlainThread(static async () =>
        {
            await using var scope = Worker.Scope();
            var child = scope.Start(static async () =>
            {
                await CurrentWorker.Update();
                return 42;
            });
            Assert.Single(await scope.Join());
            Assert.Equal(42, child.Value);
        });
    }
}
