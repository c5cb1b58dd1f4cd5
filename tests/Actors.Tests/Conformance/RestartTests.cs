using System.Threading.Channels;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L11: a body that ended starts again, by policy, and what queued up meanwhile is kept.</summary>
public abstract class RestartTests : ConformanceTests
{
    /// <summary>0.2 seconds before the first restart, to the tick.</summary>
    private static readonly RestartPolicy Exact = new() { Jitter = 0 };

    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    /// <summary>What the parent heard, in order.</summary>
    private readonly Channel<Event> _told = global::System.Threading.Channels.Channel.CreateUnbounded<Event>();

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Body_ThrowsWithoutPolicy_EndsTheRun()
    {
        var worker = System.Start(() => throw new InvalidDataException("boom"));

        Assert.Equal(WorkerState.Faulted, (await worker.Ended()).State);
        Assert.Equal(0, worker.Restarts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Body_Throws_StartsAgainWithItsArgumentAfterTheBackoff()
    {
        var arguments = new List<string>();
        var second = Barriers.Signal();
        var worker = System.Create<string>(
            async argument =>
            {
                arguments.Add(argument);
                if (arguments.Count == 1) throw new InvalidDataException("boom");
                second.SetResult();
                await WaitForever();
            },
            Options(Exact));
        worker.Start("x");
        await ToldOf(WorkerEvents.ChildRestart);

        Time.Advance(TimeSpan.FromMilliseconds(200) - Tick);
        Assert.True(worker.IsRestarting);
        Assert.Equal(["x"], arguments);

        Time.Advance(Tick);
        await second.Task.Soon();
        Assert.Equal(["x", "x"], arguments);
        Assert.False(worker.IsRestarting);
        Assert.Equal(1, worker.Restarts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Worker_BetweenTwoAttempts_RunsAndSaysWhenItRestarts()
    {
        var worker = StartWorker(() => throw new InvalidDataException("boom"), Exact);

        var told = await ToldOf(WorkerEvents.ChildRestart);

        Assert.Equal("boom", Assert.IsType<InvalidDataException>(told.Data).Message);
        Assert.Same(worker, told.Target);
        Assert.Equal(WorkerState.Running, worker.State);
        Assert.False(worker.Completion.IsCompleted);
        Assert.Equal("its restart in 0.2 s after: boom", worker.Status.WaitsFor);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Backoff_OfFurtherFailures_DoublesUpToItsMaximum()
    {
        var attempts = 0;
        var worker = StartWorker(
            () =>
            {
                attempts++;
                throw new InvalidDataException("boom");
            },
            new RestartPolicy { Jitter = 0, Backoff = TimeSpan.FromSeconds(1), MaxBackoff = TimeSpan.FromSeconds(7), MaxRestarts = 10 });

        foreach (var (attempt, seconds) in new[] { (1, 1), (2, 2), (3, 4), (4, 7), (5, 7) })
        {
            await ToldOf(WorkerEvents.ChildRestart);
            Assert.Equal(attempt, attempts);
            Time.Advance(TimeSpan.FromSeconds(seconds) - Tick);
            Assert.True(worker.IsRestarting);
            Time.Advance(Tick);
        }

        await ToldOf(WorkerEvents.ChildRestart);
        Assert.Equal(6, attempts);
    }

    [Theory]
    [InlineData(60_000, 200)]
    [InlineData(59_999, 400)]
    [Trait("Spec", "L11")]
    public async Task Backoff_AfterAnAttemptOfThatLength_IsThat(int lasted, int backoff)
    {
        var attempts = new AttemptCounter();
        var worker = StartWorker(
            async () =>
            {
                if (attempts.Begin() == 2) await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);

        Time.Advance(TimeSpan.FromMilliseconds(lasted));
        worker.Fire("FAIL");
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(backoff) - Tick);
        Assert.True(worker.IsRestarting);
        Time.Advance(Tick);

        await attempts.Reached(3);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Backoff_WithJitter_IsLongerByItsPart()
    {
        System.NextRandom = static () => 0.5;
        var attempts = new AttemptCounter();
        var worker = StartWorker(
            () =>
            {
                attempts.Begin();
                throw new InvalidDataException("boom");
            },
            RestartPolicy.OnFailure);
        await ToldOf(WorkerEvents.ChildRestart);

        Time.Advance(TimeSpan.FromMilliseconds(220) - Tick);
        Assert.True(worker.IsRestarting);
        Time.Advance(Tick);

        await attempts.Reached(2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_FiredDuringTheBackoff_IsKeptInOrder()
    {
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                if (++attempts == 1) throw new InvalidDataException("boom");
                return ((await WaitEvent("E")).Data, (await WaitEvent("E")).Data, (await WaitEvent("E")).Data);
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        for (var i = 1; i <= 3; i++) worker.Fire("E", i);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal((1, 2, 3), Assert.IsType<(object?, object?, object?)>(await worker.Value()));
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_QueuedBehindTheFailure_GoesToTheNextAttempt()
    {
        var attempts = 0;
        var gate = Barriers.Signal();
        var worker = StartWorker(
            async () =>
            {
                if (++attempts > 1) return ((await WaitEvent("E")).Data, (await WaitEvent("E")).Data);
                await gate.Task;
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            Exact);
        worker.Fire("FAIL");
        worker.Fire("E", 1);
        worker.Fire("E", 2);
        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        worker.Fire("E", 3);

        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal((1, 2), Assert.IsType<(object?, object?)>(await worker.Value()));
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Listener_AfterARestart_IsThereWhenPermanentOnly()
    {
        var attempts = new AttemptCounter();
        var heard = new List<string>();
        var worker = Create(
            async () =>
            {
                var attempt = attempts.Begin();
                Listen("E", _ => heard.Add($"attempt {attempt}"));
                if (attempt == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        worker.Listen("E", _ => heard.Add("permanent"), new ListenerOptions { Priority = 1 });
        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);

        worker.Fire("E");
        Assert.Empty(heard);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Assert.Equal(["permanent", "attempt 2"], heard);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Later_DuringTheBackoff_RunsInTheNextAttempt()
    {
        var attempts = new AttemptCounter();
        var worker = StartWorker(
            async () =>
            {
                if (attempts.Begin() == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        var ran = worker.AtWaitPoint();
        Assert.False(ran.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        await ran;
        await attempts.Reached(2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Later_WithADelay_DiesWithItsAttempt()
    {
        var attempts = new AttemptCounter();
        var due = new List<int>();
        var worker = StartWorker(
            async () =>
            {
                var attempt = attempts.Begin();
                Later(() => due.Add(attempt), TimeSpan.FromSeconds(10));
                if (attempt == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Time.Advance(TimeSpan.FromSeconds(20));
        await worker.AtWaitPoint();

        Assert.Equal([2], due);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Child_OfAnAttemptThatFailed_EndsBeforeTheBackoff()
    {
        var gate = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var childEnded = false;
        var worker = StartWorker(
            async () =>
            {
                var child = Start(async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        cleaning.SetResult();
                        await Wait(gate.Task);
                        childEnded = true;
                    }
                });
                await child.AtWaitPoint();
                throw new InvalidDataException("boom");
            },
            Exact);
        await cleaning.Task.Soon();

        Assert.False(_told.Reader.TryRead(out _));
        Assert.Equal("its children to end, before its restart after: boom", worker.Status.WaitsFor);
        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);

        Assert.True(childEnded);
        Assert.Empty(worker.Children);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Child_OfTheNextAttempt_Runs()
    {
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                var child = Start(async () => (await WaitEvent("GO")).Data);
                if (++attempts == 1) throw new InvalidDataException("boom");
                child.Fire("GO", 42);
                return (await Wait(child)).Value;
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task ChildEnd_QueuedWhenTheBodyFails_IsHeardBeforeTheBackoffAndEventsAfterIt()
    {
        var gate = Barriers.Signal();
        var child = Barriers.Signal<Worker>();
        var attempts = new AttemptCounter();
        var heard = new List<string>();
        var worker = Create(
            async () =>
            {
                if (attempts.Begin() == 2) await WaitForever();
                child.SetResult(Start(() => Task.CompletedTask, new WorkerOptions { Name = "child" }));
                await gate.Task;
                throw new InvalidDataException("boom");
            },
            Exact);
        worker.Listen(WorkerEvents.ChildEnd, e => heard.Add(((Worker)e.Target!).Name));
        worker.Listen("E", _ => heard.Add("E"));
        worker.Start();
        worker.Fire("E");
        await (await child.Task.Soon()).Ended();

        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        Assert.Equal(["child"], heard);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Assert.Equal(["child", "E"], heard);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_HeldForABodyThatFailsWhilePaused_GoesToTheNextAttempt()
    {
        var gate = Barriers.Signal();
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                if (++attempts == 2) return (await WaitEvent("E")).Data;
                var waiting = WaitEvent("E", TimeSpan.FromDays(1)).AsTask();
                await await Task.WhenAny(waiting, Fails());
                return null;
            },
            Exact);
        worker.Pause();
        worker.Fire("E", 42);
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);

        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(worker.IsRestarting);
        worker.Resume();

        Assert.Equal(42, await worker.Value());

        async Task Fails()
        {
            await gate.Task;
            throw new InvalidDataException("boom");
        }
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Stopping_OfAnAttemptThatFailed_IsCancelledAndTheNextOneNew()
    {
        var tokens = new List<CancellationToken>();
        var attempts = new AttemptCounter();
        StartWorker(
            async () =>
            {
                tokens.Add(Stopping);
                if (attempts.Begin() == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Assert.True(tokens[0].IsCancellationRequested);

        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);

        Assert.False(tokens[1].IsCancellationRequested);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task AsyncListener_ThatWaitsWhenTheBodyFails_LeavesBeforeTheBackoff()
    {
        var gate = Barriers.Signal();
        var entered = Barriers.Signal();
        var log = new List<string>();
        var worker = StartWorker(
            async () =>
            {
                Listen("E", async _ =>
                {
                    entered.SetResult();
                    try
                    {
                        await WaitEvent("NEVER");
                    }
                    catch (WorkerExit)
                    {
                        log.Add("exit");
                        throw;
                    }
                });
                _ = WaitEvent("E", TimeSpan.FromHours(1)).AsTask();
                await gate.Task;
            },
            new RestartPolicy { Mode = RestartMode.Always, Jitter = 0 });
        worker.Fire("E");
        await entered.Task.Soon();

        gate.SetResult();
        var told = await ToldOf(WorkerEvents.ChildRestart);

        Assert.Null(told.Data);
        Assert.Equal(["exit"], log);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Id == 2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task CodeLeftBehind_ByAnAttemptThatFailed_CannotWaitAnyMore()
    {
        var attempts = new AttemptCounter();
        var gate = Barriers.Signal();
        var thrown = Barriers.Signal<Exception>();
        var worker = StartWorker(
            async () =>
            {
                if (attempts.Begin() == 1)
                {
                    _ = LeftBehind();
                    throw new InvalidDataException("boom");
                }

                await WaitEvent("E");
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);

        gate.SetResult();
        Assert.IsType<WorkerExit>(await thrown.Task.Soon());
        worker.Fire("E");
        await worker.Value();

        async Task LeftBehind()
        {
            await gate.Task;
            try
            {
                await WaitEvent("E");
            }
            catch (Exception error)
            {
                thrown.SetResult(error);
            }
        }
    }

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
    public async Task Restart_OnADedicatedThread_StaysThere()
    {
        var threads = new List<int>();
        var worker = System.Create(
            () =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                return threads.Count == 1 ? throw new InvalidDataException("boom") : Task.CompletedTask;
            },
            new WorkerOptions { Parent = Parent(), Restart = Exact, Dispatcher = WorkerDispatcher.DedicatedThread });
        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);

        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
        Assert.Single(threads.Distinct());
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
    public async Task RestartAsync_InTheWorkersOwnFlow_SaysWhatToDoInstead()
    {
        var worker = System.Start(async () => await Assert.ThrowsAsync<InvalidOperationException>(() => Current.RestartAsync()));

        Assert.Contains("RestartMode.Always", Assert.IsType<InvalidOperationException>(await worker.Value()).Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public void Create_WithAPolicyThatCannotBe_Throws()
    {
        Assert.Throws<ArgumentException>(() => System.Create(null, new WorkerOptions { Restart = RestartPolicy.OnFailure }));
        RestartPolicy[] wrong =
        [
            new() { Mode = (RestartMode)7 },
            new() { MaxRestarts = 0 },
            new() { Window = TimeSpan.Zero },
            new() { Backoff = TimeSpan.Zero },
            new() { MaxBackoff = TimeSpan.FromMilliseconds(199) },
            new() { MaxBackoff = TimeSpan.FromDays(2) },
            new() { Jitter = -0.1 },
            new() { Jitter = 1.1 },
            new() { Jitter = double.NaN },
            new() { ResetAfter = TimeSpan.Zero },
        ];
        foreach (var policy in wrong)
        {
            Assert.Throws<ArgumentOutOfRangeException>(
                () => System.Create(() => Task.CompletedTask, new WorkerOptions { Restart = policy }));
        }
    }

    private Worker Parent()
    {
        var parent = System.Create(null, new WorkerOptions { Name = "parent", Parent = WorkerParent.None });
        string[] names = [WorkerEvents.ChildRestart, WorkerEvents.ChildStop, WorkerEvents.ChildError, WorkerEvents.ChildEnd];
        foreach (var name in names) parent.Listen(name, e => _told.Writer.TryWrite(e));
        return parent.Start();
    }

    private WorkerOptions Options(RestartPolicy policy) => new() { Name = "worker", Parent = Parent(), Restart = policy };

    private Worker Create(Func<Task> body, RestartPolicy policy) => System.Create(body, Options(policy));

    private Worker StartWorker(Func<Task> body, RestartPolicy policy) => Create(body, policy).Start();

    private Worker StartWorker<T>(Func<Task<T>> body, RestartPolicy policy) => System.Create(body, Options(policy)).Start();

    /// <summary>The next thing that the parent hears, which is that. Of a restart it hears once the backoff runs.</summary>
    private async Task<Event> ToldOf(string name)
    {
        var e = await _told.Reader.ReadAsync().AsTask().Soon();
        Assert.Equal(name, e.Name);
        return e;
    }
}
