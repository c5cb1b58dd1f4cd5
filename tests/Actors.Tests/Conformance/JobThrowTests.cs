using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J3: what is thrown into a job at its current step.</summary>
public abstract class JobThrowTests : JobConformance
{
    [Fact]
    [Trait("Spec", "J3")]
    public async Task Throw_AtAWait_ThrowsThereAndTheCodeMayGoOn()
    {
        var worker = Idle();
        var job = worker.StartJob(static async job =>
        {
            try
            {
                await job.Sleep(Second);
            }
            catch (InvalidDataException error)
            {
                await Update();
                return error.Message;
            }

            return null;
        });
        await worker.AtWaitPoint();

        Assert.True(job.Throw(new InvalidDataException("thrown in")));

        Assert.Equal("thrown in", await job.Get().AsTask().Soon());
        Assert.False(job.Throw(new InvalidDataException("too late")));
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Throw_SeveralBetweenWaits_AreThrownInOrder()
    {
        var (worker, gate) = (Idle(), Barriers.Signal());
        var thrown = new List<string>();
        var job = worker.StartJob(async job =>
        {
            await gate.Task;
            for (var i = 0; i < 3; i++)
            {
                try
                {
                    await WaitForever();
                }
                catch (Exception error)
                {
                    thrown.Add(error.GetType().Name);
                }
            }
        });
        await worker.AtWaitPoint();

        job.Throw(new InvalidDataException());
        job.Cancel();
        job.Throw(new FormatException());
        gate.SetResult();

        await job.Completion.Soon();
        Assert.Equal(["InvalidDataException", "OperationCanceledException", "FormatException"], thrown);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Throw_IntoAPausedJob_ComesWhenItGoesOn()
    {
        var worker = Idle();
        var job = worker.StartJob(static async _ => await WaitForever(), new JobOptions { LogFailures = false });
        await worker.AtWaitPoint();
        job.Pause();
        job.Throw(new InvalidDataException());
        await worker.AtWaitPoint();
        Assert.Equal(JobState.Paused, job.State);

        job.Resume();

        Assert.Equal(JobState.Faulted, await job.Completion.Soon());
        Assert.IsType<InvalidDataException>(job.Error);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Throw_BeforeTheFirstStep_EndsItByThat()
    {
        var (worker, go) = Busy();
        var hasRun = false;
        var job = worker.StartJob(_ =>
        {
            hasRun = true;
            return Task.CompletedTask;
        });
        job.Throw(new InvalidDataException("boom"));
        go.SetResult();

        await Assert.ThrowsAsync<InvalidDataException>(() => job.Get().AsTask().Soon());
        Assert.False(hasRun);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Throw_ACancellation_CancelsAlsoWhatCaughtOne()
    {
        var worker = Idle();
        var caught = 0;
        var job = worker.StartJob(async job =>
        {
            while (true)
            {
                try
                {
                    await WaitForever();
                }
                catch (OperationCanceledException) when (++caught < 2)
                {
                }
            }
        });
        await worker.AtWaitPoint();
        job.Cancel();
        await worker.AtWaitPoint();
        Assert.False(job.HasEnded);

        Assert.True(job.Throw(new OperationCanceledException()));

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        Assert.Equal(2, caught);
    }
}
