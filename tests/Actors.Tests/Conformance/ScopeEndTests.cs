using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Structured scopes that are left early: by the deadline, a stop, or an exception.</summary>
public abstract class ScopeEndTests : ConformanceTests
{
    [Fact]
    public async Task Timeout_WithWorkersThatHaveNotEnded_StopsThemAndNamesThem()
    {
        await using var scope = System.Scope(new() { Name = "slow", Timeout = 5 * Second });
        var asleep = scope.Start(static () => Sleep(60 * Second).AsTask(), new() { Name = "asleep" });
        var above = scope.Start(
            static async () =>
            {
                Start(static () => WaitEvent("NEVER").AsTask(), new() { Name = "below" });
                await WaitForever();
            },
            new() { Name = "above" });
        var quick = scope.Start(static () => Task.CompletedTask, new() { Name = "quick" });
        var joining = scope.Join().AsTask();
        await Task.WhenAll(quick.Ended(), asleep.AtWaitPoint(), above.AtWaitPoint());
        await scope.Worker.AtWaitPoint();
        await above.Children[0].AtWaitPoint();
        Time.Advance(5 * Second - TimeSpan.FromTicks(1));
        await scope.Worker.AtWaitPoint();
        Assert.False(joining.IsCompleted);
        Time.Advance(TimeSpan.FromTicks(1));
        var error = await Assert.ThrowsAsync<TimeoutException>(() => joining.Soon());

        Assert.StartsWith("The scope '/slow' took longer than 00:00:05: 3 of its workers", error.Message, StringComparison.Ordinal);
        Assert.Contains("/slow/asleep (Running, 0 queued) waits for Sleep(00:01:00)", error.Message, StringComparison.Ordinal);
        Assert.Contains("/slow/above/below (Running, 0 queued) waits for WaitEvent(NEVER)", error.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("quick", error.Message, StringComparison.Ordinal);
        Assert.Equal((WorkerState.Stopped, WorkerState.Stopped), (asleep.State, above.State));
    }

    [Fact]
    public async Task Timeout_AfterAllHaveEnded_IsNone()
    {
        await using var scope = System.Scope(new() { Timeout = 5 * Second });
        scope.Start(static () => Task.CompletedTask);
        await scope.Join().AsTask().Soon();
        Time.Advance(5 * Second);

        Assert.Equal(WorkerState.Completed, scope.Worker.State);
    }

    [Fact]
    public async Task Exception_InTheBlock_StopsTheWorkersAndGoesOn()
    {
        var cleaned = false;
        var entered = Barriers.Signal();
        async Task Block()
        {
            await using var scope = System.Scope();
            scope.Start(async () =>
            {
                entered.SetResult();
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
            await entered.Task;
            throw new IOException("the block");
        }

        Assert.Equal("the block", (await Assert.ThrowsAsync<IOException>(() => Block().Soon())).Message);
        Assert.True(cleaned);
        Assert.Contains(Log.Entries, static entry => entry.Text.Contains("is left without Join, and stops its 1 workers", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public async Task Stop_OfTheWorkerAround_StopsAndAwaitsTheScope(bool isJoining)
    {
        var order = new List<string>();
        var (entered, gate) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            try
            {
                await using var scope = Worker.Scope();
                scope.Start(async () =>
                {
                    entered.SetResult();
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        await gate.Task;
                        order.Add("child");
                    }
                });
                if (isJoining) await scope.Join();
                else await WaitForever();
            }
            finally
            {
                order.Add("around");
            }
        });
        await entered.Task;
        worker.Stop();
        await worker.AtWaitPoint();
        gate.SetResult();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(["child", "around"], order);
    }

    [Fact]
    public async Task Stop_WhileTheBlockIsBeingLeft_DoesNotLeaveTheWorkersBehind()
    {
        var order = new List<string>();
        var (entered, stopped, gate) = (Barriers.Signal(), Barriers.Signal(), Barriers.Signal());
        var told = Barriers.Signal();
        var stops = 0;
        var worker = System.Start(async () =>
        {
            Listen(WorkerEvents.Stop, _ =>
            {
                if (++stops == 2) told.SetResult();
            });
            try
            {
                await using var scope = Worker.Scope();
                scope.Start(async () =>
                {
                    entered.SetResult();
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        stopped.SetResult();
                        await gate.Task;
                        order.Add("child");
                    }
                });
                await Wait(entered.Task);
            }
            finally
            {
                order.Add("around");
            }
        });
        await stopped.Task.Soon();
        worker.Stop();
        await worker.AtWaitPoint();
        worker.Stop();
        await told.Task.Soon();
        Assert.Empty(order);
        gate.SetResult();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(["child", "around"], order);
    }

    [Fact]
    public async Task Stop_OfTheScopesWorker_IsThrownByJoin()
    {
        await using var scope = System.Scope();
        var child = scope.Start(static () => WaitForever().AsTask());
        scope.Worker.Stop();

        var error = await Assert.ThrowsAsync<OperationCanceledException>(async () => await scope.Join().AsTask().Soon());
        Assert.Contains("was told to stop", error.Message, StringComparison.Ordinal);
        Assert.Equal(WorkerState.Stopped, child.State);
    }

    [Fact]
    public async Task Join_TokenCancelled_EndsTheWaitingAlone()
    {
        await using var scope = System.Scope();
        var child = scope.Start(static () => WaitEvent("GO").AsTask());
        using var source = new CancellationTokenSource();
        var joining = scope.Join(source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => joining.Soon());
        Assert.True(child.Worker.IsRunning);
        child.Worker.Fire("GO");

        await scope.Join().AsTask().Soon();
    }

    [Fact]
    public async Task PauseAsync_OfTheWorkerAround_HoldsTheScopeAndFreezesItsTimeout()
    {
        var entered = Barriers.Signal<Worker>();
        var worker = System.Start(async () =>
        {
            await using var scope = Worker.Scope(new() { Timeout = 5 * Second });
            scope.Start(static () => WaitEvent("GO").AsTask());
            entered.SetResult(scope.Worker);
            await scope.Join();
        });
        var scopes = await entered.Task.Soon();
        await scopes.AtWaitPoint();
        var pause = await worker.PauseAsync(new() { Timers = PauseTimers.Frozen }).AsTask().Soon();
        Assert.Equal(3, pause.Count);
        Time.Advance(10 * Second);
        scopes.Children[0].Fire("GO");
        pause.Resume();

        await worker.Value();
    }

    [Fact]
    public async Task Scopes_OfManyWorkersThatFailAtRandom_AlwaysEndWhole()
    {
        var random = new Random(1);
        for (var round = 0; round < 200; round++)
        {
            var (count, failing, running) = (random.Next(1, 20), random.Next(30), 0);
            await using var scope = System.Scope();
            for (var i = 0; i < count; i++)
            {
                var fails = i == failing;
                scope.Start(
                    async () =>
                    {
                        Interlocked.Increment(ref running);
                        try
                        {
                            await Task.Yield();
                            if (fails) throw new IOException("boom");
                            if (failing < count) await WaitForever();
                        }
                        finally
                        {
                            await CurrentWorker.Update();
                            Interlocked.Decrement(ref running);
                        }
                    },
                    new() { LogFailures = false });
                if (fails) break;
            }

            if (failing < count) await Assert.ThrowsAsync<IOException>(() => scope.Join().AsTask().Soon());
            else await scope.Join().AsTask().Soon();
            Assert.Equal(0, running);
        }
    }
}
