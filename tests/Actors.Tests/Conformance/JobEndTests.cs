using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J3: results and errors, who hears of them, and what the end of the worker does.</summary>
public abstract class JobEndTests : RestartConformance
{
    [Fact]
    [Trait("Spec", "J3")]
    [Trait("Spec", "L10")]
    public async Task Failure_NobodyAwaitsIt_IsLoggedAndHeard()
    {
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Name = "w" });
        Job? heard = null;
        worker.Listen(JobEvents.Error, e => heard = e.Data);

        var job = worker.StartJob(static _ => throw new InvalidDataException("boom"), new JobOptions { Name = "j" });
        await job.Completion.Soon();
        await worker.AtWaitPoint();

        Assert.Same(job, heard);
        var entry = Assert.Single(Log.Entries);
        Assert.Equal(("Job '/w/j' failed.", "boom"), (entry.Text, entry.Error!.Message));
        Assert.True(worker.IsRunning);
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "J3")]
    public async Task Failure_AwaitedOrNotToBeLogged_IsNotLogged(bool isAwaited)
    {
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(
            static async _ =>
            {
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            new JobOptions { LogFailures = isAwaited });
        var get = isAwaited ? job.Get().AsTask() : job.Completion;
        await worker.AtWaitPoint();

        worker.Fire("FAIL");

        if (isAwaited) await Assert.ThrowsAsync<InvalidDataException>(() => get.Soon());
        else await get.Soon();
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Failure_CancellationThatNobodyAskedFor_IsAFailure()
    {
        var worker = System.Start(static async () => await WaitForever());

        var job = worker.StartJob(static _ => Task.FromCanceled(new CancellationToken(true)));

        Assert.Equal(JobState.Faulted, await job.Completion.Soon());
        Assert.IsAssignableFrom<OperationCanceledException>(job.Error);
        Assert.Single(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Events_OfJobs_AreHeardInOrder()
    {
        var worker = System.Start(static async () => await WaitForever());
        var heard = new List<string>();
        foreach (var name in new[] { JobEvents.Start, JobEvents.Pause, JobEvents.Resume, JobEvents.Progress, JobEvents.Done, JobEvents.Error, JobEvents.Cancel })
        {
            worker.Listen(name, e => heard.Add($"{e.Data.Name} {e.Name}"));
        }

        var done = worker.StartJob(static job =>
        {
            job.Report(0.5);
            return Task.CompletedTask;
        }, new JobOptions { Name = "done" });
        await done.Completion.Soon();
        var cancelled = worker.StartJob(static async _ => await WaitForever(), new JobOptions { Name = "cancelled" });
        cancelled.Pause();
        cancelled.Resume();
        cancelled.Cancel();
        await cancelled.Completion.Soon();
        var failed = worker.StartJob(static _ => throw new InvalidDataException(), new JobOptions { Name = "failed", LogFailures = false });
        await failed.Completion.Soon();
        await worker.AtWaitPoint();

        Assert.Equal(
            [
                "done JOB_START", "done JOB_PROGRESS", "done JOB_DONE",
                "cancelled JOB_START", "cancelled JOB_PAUSE", "cancelled JOB_RESUME", "cancelled JOB_CANCEL",
                "failed JOB_START", "failed JOB_ERROR",
            ],
            heard);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task WaitEvent_OfAJob_EndsTheBodysWait()
    {
        var worker = System.Start(static async () =>
        {
            StartJob(static async job =>
            {
                await Update();
                return 4;
            });
            return ((Job<int>)(await WaitEvent(JobEvents.Done)).Data).Result;
        });

        Assert.Equal(4, await worker.Value());
    }

    [Theory]
    [InlineData("returns")]
    [InlineData("throws")]
    [InlineData("stopped")]
    [Trait("Spec", "J3")]
    public async Task EndOfTheWorker_JobsRun_CancelsThemAndAwaitsTheirCleanUp(string how)
    {
        var (clean, isClean) = (Barriers.Signal(), false);
        var worker = System.Start(
            async () =>
            {
                await WaitEvent("END");
                if (how == "throws") throw new InvalidDataException("boom");
            },
            new WorkerOptions { LogFailures = false });
        var cancelled = 0;
        worker.Listen(JobEvents.Cancel, _ => cancelled++);
        var tidy = worker.StartJob(async job =>
        {
            try
            {
                await job.Sleep(Second);
            }
            finally
            {
                await job.Wait(clean.Task);
                isClean = true;
            }
        });
        var outside = worker.StartJob(static async job => await new TaskCompletionSource().Task.WaitAsync(job.Cancelling));
        var paused = worker.StartJob(static async _ => await WaitForever());
        await worker.AtWaitPoint();
        paused.Pause();

        if (how == "stopped") worker.Stop();
        else worker.Fire("END");
        Assert.Equal(JobState.Cancelled, await outside.Completion.Soon());
        Assert.Equal(JobState.Cancelled, await paused.Completion.Soon());
        Assert.False(worker.Completion.IsCompleted);
        Assert.Contains("its job", worker.Status.WaitsFor, StringComparison.Ordinal);
        Assert.Throws<InvalidOperationException>(() => worker.StartJob(static _ => Task.CompletedTask));
        clean.SetResult();

        await worker.Ended();
        Assert.Equal(JobState.Cancelled, tidy.State);
        Assert.True(isClean);
        Assert.Equal(3, cancelled);
        Assert.Empty(worker.Jobs);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task EndOfTheWorker_JobCleansUpAfterItsCancel_IsNotToldAgain()
    {
        var (clean, left) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                left.SetResult();
            }
        });
        var isClean = false;
        var job = worker.StartJob(async job =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await job.Wait(clean.Task);
                isClean = true;
            }
        });
        await worker.AtWaitPoint();
        job.Cancel();
        await worker.AtWaitPoint();

        worker.Stop();
        await left.Task.Soon();
        clean.SetResult();

        await worker.Ended();
        Assert.True(isClean);
    }

    [Fact]
    [Trait("Spec", "J3")]
    [Trait("Spec", "L11")]
    public async Task Restart_OfTheBody_CancelsTheJobsOfTheAttemptAndTakesNewOnesAfterIt()
    {
        var attempts = new List<Job>();
        var again = Barriers.Signal();
        var worker = StartWorker(
            async () =>
            {
                attempts.Add(StartJob(static async _ => await WaitForever()));
                if (attempts.Count == 2) again.SetResult();
                await WaitEvent("FAIL");
                throw new InvalidDataException("made to fail");
            },
            Exact);
        await worker.AtWaitPoint();

        worker.Fire("FAIL");
        Assert.Equal(JobState.Cancelled, await attempts[0].Completion.Soon());
        await ToldOf(WorkerEvents.ChildRestart);
        var refused = Assert.Throws<InvalidOperationException>(() => worker.StartJob(static _ => Task.CompletedTask));
        Assert.EndsWith("before its restart.", refused.Message, StringComparison.Ordinal);
        Time.Advance(Second);

        await again.Task.Soon();
        await worker.AtWaitPoint();
        Assert.Equal(JobState.Running, attempts[1].State);
        Assert.Equal([attempts[1]], worker.Jobs);
    }

    [Fact]
    [Trait("Spec", "J3")]
    [Trait("Spec", "L7")]
    public async Task Pause_OfTheWorker_HoldsItsJobs()
    {
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(static async _ => (await WaitEvent("A")).Data);
        await worker.AtWaitPoint();

        worker.Pause();
        worker.Fire("A", 3);
        await worker.AtWaitPoint();
        Assert.False(job.HasEnded);

        worker.Resume();
        Assert.Equal(3, await job.Get().AsTask().Soon());
    }
}
