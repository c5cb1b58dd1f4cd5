using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J1: functions that run in a worker's loop beside its body, step by step.</summary>
public abstract class JobTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJob_Code_RunsInItsWorkersFlow()
    {
        var worker = System.Start(async () => await WaitForever());

        var job = worker.StartJob(async job =>
        {
            await Update();
            return (Worker.Current, job);
        });

        var (current, own) = await job.Get().AsTask().Soon();
        Assert.Same(worker, current);
        Assert.Same(worker, job.Worker);
        Assert.Same(job, own);
        Assert.Equal((JobState.Completed, (current, own)), (job.State, job.Result));
    }

    [Fact]
    [Trait("Spec", "J1")]
    [Trait("Spec", "F1")]
    public async Task StartJob_Thousands_InterleaveWithoutOverlap()
    {
        const int Jobs = 2_000;
        var overlap = new OverlapDetector();
        var worker = System.Start(async () => await WaitForever());
        var jobs = Enumerable.Range(0, Jobs).Select(i => worker.StartJob(async job =>
        {
            for (var step = 0; step < 3; step++)
            {
                overlap.Piece();
                if (i % 2 == 0) await job.Sleep(TimeSpan.FromMilliseconds(1 + (i % 7)));
                else await Update();
            }
        })).ToArray();
        await worker.AtWaitPoint();

        for (var step = 0; step < 3; step++)
        {
            Time.Advance(Second);
            await worker.AtWaitPoint();
        }

        foreach (var job in jobs) Assert.Equal(JobState.Completed, await job.Completion.Soon());
        Assert.Equal((3 * Jobs, 0), (overlap.Pieces, overlap.Overlaps));
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJob_InTheBody_IsBehindWhatIsQueuedAndBesideTheBody()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("A", _ => order.Add("event"));
            Current.Fire("A");
            var job = StartJob(async job =>
            {
                order.Add("job");
                await Update();
                return "result";
            });
            order.Add("body");
            order.Add(await job.Get());
        });

        await worker.Ended();
        Assert.Equal(["body", "event", "job", "result"], order);
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJob_WorkerDoesNotRun_SaysWhatToDo()
    {
        var worker = System.Create(static async () => await WaitForever(), new WorkerOptions { Name = "idle" });
        var created = Assert.Throws<InvalidOperationException>(() => worker.StartJob(static _ => Task.CompletedTask));
        worker.Start().Stop();
        await worker.Ended();
        var ended = Assert.Throws<InvalidOperationException>(() => worker.StartJob(static _ => Task.CompletedTask));

        Assert.Equal("Worker '/idle' is Created: it takes no jobs. Start it first.", created.Message);
        Assert.Equal("Worker '/idle' is Stopped: it takes no jobs. Start it first.", ended.Message);
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJob_CodeIsNullOrItsNameIsBad_Refuses()
    {
        var worker = System.Start();
        Assert.Throws<ArgumentNullException>(() => worker.StartJob(null!));
        Assert.Throws<ArgumentException>(() => worker.StartJob(static _ => Task.CompletedTask, new JobOptions { Name = "a/b" }));
        Assert.Throws<ArgumentException>(() => worker.StartJob(static _ => Task.CompletedTask, new JobOptions { Name = " " }));
        Assert.Empty(worker.Jobs);
        await worker.StopAsync();
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJob_WorkerWithoutBody_Runs()
    {
        var worker = System.Start();

        Assert.Equal(1, await worker.StartJob(static _ => Task.FromResult(1)).Get().AsTask().Soon());
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Jobs_OfAWorker_AreThoseThatHaveNotEndedInOrder()
    {
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Name = "w" });
        var first = worker.StartJob(static async _ => await WaitEvent("A"), new JobOptions { Name = "first" });
        var second = worker.StartJob(static async _ => await WaitEvent("B"), new JobOptions { Name = "second" });
        var third = worker.StartJob(static async _ => await WaitEvent("C"), new JobOptions { Name = "third" });
        Assert.Equal([first, second, third], worker.Jobs);

        await worker.AtWaitPoint();
        worker.Fire("B");
        await second.Completion.Soon();

        Assert.Equal([first, third], worker.Jobs);
        Assert.Equal("/w/first", first.Path);
        Assert.Equal("/w/first (Running)", first.ToString());
        Assert.StartsWith("job-", worker.StartJob(static _ => Task.CompletedTask).Name, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task State_OfAJob_TellsWhereItStands()
    {
        var go = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            await go.Task;
            await WaitForever();
        });
        var job = worker.StartJob(static async _ => await WaitEvent("A"));
        Assert.Equal((JobState.Queued, false), (job.State, job.HasEnded));

        go.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal((JobState.Running, false), (job.State, job.HasEnded));

        Assert.True(job.Pause());
        Assert.Equal((JobState.Paused, false), (job.State, job.HasEnded));

        Assert.True(job.Resume());
        worker.Fire("A");
        Assert.Equal(JobState.Completed, await job.Completion.Soon());
        Assert.Equal((JobState.Completed, true), (job.State, job.HasEnded));
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Result_NotCompleted_SaysWhy()
    {
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Name = "w" });
        var pending = worker.StartJob(static async _ => (await WaitEvent("A")).Name, new JobOptions { Name = "j" });
        await worker.AtWaitPoint();
        Assert.Equal("Job '/w/j' is Running and has no result yet: await Get().", Assert.Throws<InvalidOperationException>(() => pending.Result).Message);

        pending.Throw(new InvalidDataException("boom"));
        await pending.Completion.Soon();
        var error = Assert.Throws<InvalidOperationException>(() => pending.Result);
        Assert.Equal("Job '/w/j' is Faulted and has no result (it threw: boom).", error.Message);
        Assert.Same(pending.Error, error.InnerException);
    }
}
