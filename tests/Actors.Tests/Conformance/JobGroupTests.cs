using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J1, J3: several jobs at once, with a limit.</summary>
public abstract class JobGroupTests : JobConformance
{
    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJobs_LimitOfThree_NeverRunsMoreAndTakesItemsWhenThereIsRoom()
    {
        var worker = Idle();
        var (running, most, taken) = (0, 0, 0);
        var group = worker.StartJobs(Items(), 3, async (job, item) =>
        {
            most = Math.Max(most, ++running);
            await WaitEvent($"END {item}");
            running--;
            return item * item;
        });
        await Settled(worker);
        Assert.Equal(3, taken);

        for (var ended = 0; ended < 10; ended++)
        {
            worker.Fire($"END {ended}");
            await Settled(worker);
            Assert.Equal(Math.Min(10, ended + 4), taken);
        }

        var results = await group.Get().AsTask().Soon();
        Assert.Equal([0, 1, 4, 9, 16, 25, 36, 49, 64, 81], results);
        Assert.Equal(3, most);

        IEnumerable<int> Items()
        {
            while (taken < 10) yield return taken++;
        }
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJobs_NoItems_CompletesWithNothing()
    {
        Assert.Empty(await Idle().StartJobs(Array.Empty<int>(), 1, static (_, item) => Task.FromResult(item)).Get().AsTask().Soon());
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJobs_ThousandItemsAtOnce_GivesTheirResultsInOrder()
    {
        var results = await Idle().StartJobs(Enumerable.Range(0, 1_000), int.MaxValue, static async (job, item) => await Update()).Get().AsTask().Soon();

        Assert.Equal(Enumerable.Range(0, 1_000), results);
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task StartJobs_BadLimitOrOptions_Refuses()
    {
        var worker = Idle();
        Assert.Throws<ArgumentOutOfRangeException>(() => worker.StartJobs([1], 0, static (_, _) => Task.CompletedTask));
        Assert.Throws<ArgumentOutOfRangeException>(() =>
            worker.StartJobs([1], 1, static (_, _) => Task.CompletedTask, new JobGroupOptions { OnFailure = (JobFailure)9 }));
        Assert.Throws<ArgumentNullException>(() => worker.StartJobs<int>(null!, 1, static (_, _) => Task.CompletedTask));
        await worker.StopAsync();
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task AsTheyEnd_JobsEndInAnotherOrder_GivesThemInThat()
    {
        var worker = Idle();
        var group = worker.StartJobs(["a", "b", "c"], 3, static async (job, name) => await WaitEvent(name));
        await Settled(worker);
        worker.Fire("b");
        worker.Fire("c");
        worker.Fire("a");

        var reader = System.Start(async () =>
        {
            var order = "";
            await foreach (var job in group.AsTheyEnd()) order += job.Result;
            return order;
        });
        var outside = "";
        await foreach (var job in group.AsTheyEnd()) outside += job.Result;

        Assert.Equal("bca", await reader.Value());
        Assert.Equal("bca", outside);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task AsTheyEnd_TokenIsCancelled_EndsTheLoopAndNotTheGroup(bool isInAWorker)
    {
        var worker = Idle();
        var group = worker.StartJobs(["a", "b"], 2, static async (job, name) => await WaitEvent(name));
        await Settled(worker);
        worker.Fire("a");
        var first = Barriers.Signal();
        using var leaving = new CancellationTokenSource();
        async Task Read()
        {
            await foreach (var job in group.AsTheyEnd().WithCancellation(leaving.Token)) first.SetResult();
        }

        var reading = isInAWorker ? System.Start(Read).Ended() : Read();
        await first.Task.Soon();
        await leaving.CancelAsync();

        if (isInAWorker) Assert.IsAssignableFrom<OperationCanceledException>((await (Task<WorkerResult>)reading).Error);
        else await Assert.ThrowsAnyAsync<OperationCanceledException>(() => reading.Soon());
        worker.Fire("b");
        Assert.Equal(2, (await group.Get().AsTask().Soon()).Length);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task CancelOthers_OneFails_CancelsTheOthersAndThrowsTheFirstFailure()
    {
        var worker = Idle();
        var (clean, cleaned) = (Barriers.Signal(), false);
        var group = worker.StartJobs(Enumerable.Range(0, 9), 3, async (job, item) =>
        {
            try
            {
                if (item == 1)
                {
                    await WaitEvent("FAIL");
                    throw new InvalidDataException("first");
                }

                await WaitForever();
            }
            finally
            {
                if (item == 2)
                {
                    await job.Wait(clean.Task);
                    cleaned = true;
                }
            }
        });
        var get = group.Get().AsTask();
        await Settled(worker);
        worker.Fire("FAIL");
        await Settled(worker);
        Assert.False(group.HasEnded);
        clean.SetResult();

        Assert.Equal("first", (await Assert.ThrowsAsync<InvalidDataException>(() => get.Soon())).Message);
        Assert.True(cleaned);
        Assert.Equal([JobState.Cancelled, JobState.Faulted, JobState.Cancelled], group.Jobs.Select(static job => job.State));
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task WaitForAll_SomeFail_RunsAllAndGivesAllOutcomes()
    {
        var group = Idle().StartJobs(
            Enumerable.Range(0, 6),
            2,
            static async (job, item) =>
            {
                await Update();
                if (item % 2 == 1) throw new InvalidDataException($"bad {item}");
            },
            new JobGroupOptions { OnFailure = JobFailure.WaitForAll, Name = "g" });
        var states = new List<JobState>();
        await foreach (var job in group.AsTheyEnd()) states.Add(job.State);

        var error = await Assert.ThrowsAsync<AggregateException>(() => group.Get().AsTask().Soon());
        Assert.Equal(["bad 1", "bad 3", "bad 5"], error.InnerExceptions.Select(static inner => inner.Message));
        Assert.Equal(3, states.Count(static state => state == JobState.Faulted));
        Assert.Equal(["g-0", "g-1", "g-2", "g-3", "g-4", "g-5"], group.Jobs.Select(static job => job.Name));
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Cancel_OfTheGroup_CancelsItsJobsAndStartsNoMore()
    {
        var worker = Idle();
        var group = worker.StartJobs(Enumerable.Range(0, 9), 2, static async (_, _) => await WaitForever());
        await Settled(worker);
        group.Pause();

        group.Cancel();

        Assert.Equal(JobState.Cancelled, await group.Completion.Soon());
        Assert.Equal([JobState.Cancelled, JobState.Cancelled], group.Jobs.Select(static job => job.State));
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Pause_OfTheGroup_HoldsItsJobsAndStartsNoMore()
    {
        var worker = Idle();
        var group = worker.StartJobs(Enumerable.Range(0, 3), 1, static async (_, _) => await WaitEvent("NEXT"));
        await Settled(worker);
        Assert.True(group.Pause());
        worker.Fire("NEXT");
        await Settled(worker);
        Assert.Equal([JobState.Paused], group.Jobs.Select(static job => job.State));

        Assert.True(group.Resume());
        await Settled(worker);
        Assert.Equal([JobState.Completed, JobState.Running], group.Jobs.Select(static job => job.State));

        worker.Stop();
        Assert.Equal(JobState.Cancelled, await group.Completion.Soon());
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task StartJobs_ItemsThrow_FailsWithThatAfterItsJobs()
    {
        var worker = Idle();
        var group = worker.StartJobs(Items(), 5, static async (_, _) => await WaitForever());

        Assert.Equal("no more", (await Assert.ThrowsAsync<InvalidDataException>(() => group.Get().AsTask().Soon())).Message);
        Assert.Equal([JobState.Cancelled], group.Jobs.Select(static job => job.State));

        static IEnumerable<int> Items()
        {
            yield return 1;
            throw new InvalidDataException("no more");
        }
    }

    /// <summary>What follows from what is queued has happened too: a group's turn comes behind its job's.</summary>
    private static async Task Settled(Worker worker)
    {
        for (var i = 0; i < 4; i++) await worker.AtWaitPoint();
    }
}
