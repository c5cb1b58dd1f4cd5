using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L11: a body that ended starts again, by policy, and what queued up meanwhile is kept.</summary>
public abstract class RestartTests : RestartConformance
{
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
    [Trait("Spec", "O1")]
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
}
