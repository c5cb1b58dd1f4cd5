using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J3: pause, resume, cancel, throw.</summary>
public abstract class JobControlTests : JobConformance
{
    [Fact]
    [Trait("Spec", "J3")]
    public async Task Pause_AtAWait_StandsStillAndKeepsWhatCame()
    {
        var worker = Idle();
        var got = new List<object?>();
        var job = worker.StartJob(async job =>
        {
            got.Add((await WaitEvent("A")).Data);
            await job.Sleep(Second);
            got.Add("slept");
        });
        await worker.AtWaitPoint();

        Assert.True(job.Pause());
        Assert.False(job.Pause());
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Assert.Empty(got);

        Assert.True(job.Resume());
        Assert.False(job.Resume());
        await worker.AtWaitPoint();
        Assert.Equal([1], got);

        job.Pause();
        Time.Advance(10 * Second);
        await worker.AtWaitPoint();
        Assert.Equal([1], got);
        job.Resume();
        Assert.Equal(JobState.Completed, await job.Completion.Soon());
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Pause_BeforeTheFirstStep_BeginsAfterResume()
    {
        var (worker, go) = Busy();
        var job = worker.StartJob(static _ => Task.CompletedTask);
        job.Pause();
        go.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal(JobState.Paused, job.State);

        job.Resume();

        Assert.Equal(JobState.Completed, await job.Completion.Soon());
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Pause_BetweenWaits_StandsStillAtTheNextAlsoWhenThatIsMet()
    {
        var gate = Barriers.Signal();
        var worker = Idle();
        var steps = new List<int>();
        var job = worker.StartJob(async job =>
        {
            await gate.Task;
            steps.Add(1);
            await job.Wait(Task.CompletedTask);
            steps.Add(2);
        });
        await worker.AtWaitPoint();

        job.Pause();
        gate.SetResult();
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();
        Assert.Equal([1], steps);

        job.Resume();
        await job.Completion.Soon();
        Assert.Equal([1, 2], steps);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Cancel_AtAWait_ThrowsThereOnceAndAwaitsTheCleanUp(bool isPaused)
    {
        var (worker, clean) = (Idle(), Barriers.Signal());
        OperationCanceledException? thrown = null;
        var job = worker.StartJob(async job =>
        {
            try
            {
                await WaitForever();
            }
            catch (OperationCanceledException error)
            {
                thrown = error;
                throw;
            }
            finally
            {
                await job.Wait(clean.Task);
            }
        });
        await worker.AtWaitPoint();
        if (isPaused) job.Pause();

        Assert.True(job.Cancel());
        Assert.False(job.Cancel());
        await worker.AtWaitPoint();
        Assert.Equal(job.Cancelling, thrown!.CancellationToken);
        Assert.True(job.IsCancelling);
        Assert.False(job.HasEnded);

        clean.SetResult();
        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.Null(job.Error);
        Assert.False(job.Cancel());
        await Assert.ThrowsAsync<OperationCanceledException>(() => job.Get().AsTask().Soon());
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Cancel_CodeCatchesItAndReturns_Completes()
    {
        var worker = Idle();
        var job = worker.StartJob(static async job =>
        {
            try
            {
                await job.Sleep(Second);
                return "all";
            }
            catch (OperationCanceledException)
            {
                return "what there was";
            }
        });
        await worker.AtWaitPoint();

        job.Cancel();

        Assert.Equal("what there was", await job.Get().AsTask().Soon());
        Assert.Equal((JobState.Completed, true), (job.State, job.IsCancelling));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Cancel_BeforeTheFirstStep_NeverRuns(bool isPaused)
    {
        var (worker, go) = Busy();
        var hasRun = false;
        var job = worker.StartJob(_ =>
        {
            hasRun = true;
            return Task.CompletedTask;
        });
        if (isPaused) job.Pause();
        job.Cancel();
        go.SetResult();

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.False(hasRun);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Cancel_InAForeignAwait_CancelsTheTokenAndTheNextWaitThrows(bool isPaused)
    {
        var (worker, gate) = (Idle(), Barriers.Signal());
        var steps = new List<string>();
        var job = worker.StartJob(async job =>
        {
            await using var _ = job.Cancelling.UnsafeRegister(static gate => ((TaskCompletionSource)gate!).SetResult(), gate);
            await gate.Task;
            steps.Add("gate");
            await job.Wait(Task.CompletedTask);
            steps.Add("after the wait");
        });
        await worker.AtWaitPoint();

        if (isPaused) job.Pause();
        job.Cancel();

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.Equal(["gate"], steps);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Cancel_TokenCallbackLetsItGoOn_PassesNoWaitMeanwhile()
    {
        var (worker, gate, isWaiting) = (Idle(), Barriers.Signal(), Barriers.Signal());
        var passed = false;
        var job = worker.StartJob(async job =>
        {
            await using var _ = job.Cancelling.UnsafeRegister(
                _ =>
                {
                    gate.SetResult();
                    isWaiting.Task.Soon().GetAwaiter().GetResult();
                },
                null);
            await gate.Task;
            var wait = job.Wait(Task.CompletedTask).AsTask();
            isWaiting.SetResult();
            await wait;
            passed = true;
        });
        await worker.AtWaitPoint();

        job.Cancel();

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.False(passed);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Cancel_InItsOwnCode_ThrowsAtItsNextWait()
    {
        var worker = Idle();
        var wentOn = false;
        var job = worker.StartJob(async job =>
        {
            job.Cancel();
            wentOn = true;
            await Update();
            wentOn = false;
        });

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.True(wentOn);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Cancel_TokenCallbackThrows_IsLoggedAndCancelsAllTheSame()
    {
        var worker = Idle();
        var job = worker.StartJob(async job =>
        {
            job.Cancelling.UnsafeRegister(static _ => throw new InvalidDataException("boom"), null);
            await WaitForever();
        });
        await worker.AtWaitPoint();

        job.Cancel();

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.Contains("boom", Assert.Single(Log.Entries).Error!.ToString(), StringComparison.Ordinal);
    }
}
