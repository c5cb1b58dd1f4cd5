using System.Globalization;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J3: how far a job has come, and who hears of it.</summary>
public abstract class JobProgressTests : ConformanceTests
{
    /// <summary>3 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 3;

    [Theory]
    [InlineData(-0.01)]
    [InlineData(1.01)]
    [InlineData(double.NaN)]
    [Trait("Spec", "J3")]
    public async Task Report_FractionOutOfRange_RefusesAndKeepsTheLast(double fraction)
    {
        var (_, job) = Waiting();
        job.Report(1, "all");

        Assert.Throws<ArgumentOutOfRangeException>(() => job.Report(fraction));

        Assert.Equal(new JobProgress(1, "all"), job.Progress);
        Assert.True(job.Cancel());
        await job.Completion.Soon();
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Report_SeveralBeforeTheyAreHeard_AreHeardOnceAsTheLast()
    {
        var (worker, job) = Waiting();
        var heard = Hear(worker);
        await worker.AtWaitPoint();
        var told = Barriers.Signal();
        worker.Later(() =>
        {
            for (var i = 0; i <= 10; i++) job.Report(i / 10.0);
            told.SetResult();
        });
        await told.Task.Soon();
        await worker.AtWaitPoint();
        Assert.Equal([1.0], heard);

        job.Report(0.5);
        await worker.AtWaitPoint();
        Assert.Equal([1.0, 0.5], heard);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Report_AfterTheEnd_IsIgnored()
    {
        var (worker, job) = Waiting();
        var heard = Hear(worker);
        job.Report(0.5);
        job.Cancel();
        await job.Completion.Soon();
        var other = job.ProgressOf<double>(static value => new JobProgress(value));

        job.Report(1);
        other.Report(1);
        await worker.AtWaitPoint();

        Assert.Equal(0.5, job.Progress!.Fraction);
        Assert.Equal([0.5], heard);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task ProgressOf_AnotherType_IsReadInTheLoopTheLastOfSeveral()
    {
        var (worker, job) = Waiting();
        var heard = Hear(worker);
        var read = new List<(int Value, Worker Worker)>();
        var bytes = job.ProgressOf<int>(value =>
        {
            read.Add((value, Worker.Current));
            return value < 0 ? null : new JobProgress(value / 100.0);
        });
        await worker.AtWaitPoint();
        worker.Later(() =>
        {
            bytes.Report(10);
            bytes.Report(20);
        });
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();
        bytes.Report(-1);
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal([(20, worker), (-1, worker)], read);
        Assert.Equal([0.2], heard);
        Assert.Throws<ArgumentNullException>(() => job.ProgressOf<int>(null!));
    }

    [Fact]
    [Trait("Spec", "E5")]
    public async Task ProgressOf_ReadThrows_IsAListenersErrorAndTheNextIsRead()
    {
        var (worker, job) = Waiting();
        var bytes = job.ProgressOf<int>(static value => value < 0 ? throw new InvalidDataException("boom") : new JobProgress(value / 100.0));
        bytes.Report(-1);
        await worker.AtWaitPoint();
        Assert.IsType<InvalidDataException>(Assert.Single(Log.Entries).Error);

        bytes.Report(50);
        await worker.AtWaitPoint();

        Assert.Equal((JobState.Running, 0.5), (job.State, job.Progress!.Fraction));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Report_FromAnotherThread_ComesInOrderAndTheLastIsHeard(bool isOfAnotherType)
    {
        const int Reports = 2_000;
        for (var round = 0; round < Rounds; round++)
        {
            var (worker, job) = Waiting();
            var heard = Hear(worker);
            var progress = job.ProgressOf<int>(static value => new JobProgress((double)value / Reports));
            await Barriers.OnPlainThread(() =>
            {
                for (var i = 1; i <= Reports; i++)
                {
                    if (isOfAnotherType) progress.Report(i);
                    else job.Report((double)i / Reports);
                }
            });
            await worker.AtWaitPoint();
            await worker.AtWaitPoint();

            Assert.Equal(heard.Order(), heard);
            Assert.Equal(1, heard[^1]);
            worker.Stop();
            await worker.Ended();
        }
    }

    private (Worker Worker, Job Job) Waiting()
    {
        var worker = System.Start(static async () => await WaitForever());
        return (worker, worker.StartJob(static async _ => await WaitForever()));
    }

    private static List<double> Hear(Worker worker)
    {
        var heard = new List<double>();
        worker.Listen(JobEvents.Progress, e => heard.Add(e.Data.Progress!.Fraction!.Value));
        return heard;
    }
}
