using System.Runtime.CompilerServices;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J2: what a job's code awaits, and where it goes on.</summary>
public abstract class JobStepTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "J2")]
    public async Task Sleep_TimePasses_TellsHowLongItTook()
    {
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(static async job => (await job.Sleep(2 * Second), await job.Sleep(Second)));
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        Assert.Equal(JobState.Running, job.State);

        Time.Advance(1.5 * Second);
        await worker.AtWaitPoint();
        Time.Advance(Second);

        Assert.Equal((2.5 * Second, Second), await job.Get().AsTask().Soon());
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Run_BlockingFunction_RunsOnAnotherThreadAndKeepsTheLoopGoing()
    {
        using var go = new ManualResetEventSlim();
        var worker = System.Start(static async () => await WaitForever());
        var heard = Barriers.Signal();
        worker.Listen("A", _ => heard.SetResult());

        var job = worker.StartJob(async job =>
        {
            var inside = await job.Run(() =>
            {
                Assert.True(go.Wait(TimeSpan.FromSeconds(60)));
                return Worker.TryGetCurrent();
            });
            return (inside, Worker.Current);
        });
        worker.Fire("A");
        await heard.Task.Soon();
        Assert.False(job.HasEnded);
        go.Set();

        var (function, current) = await job.Get().AsTask().Soon();
        Assert.NotSame(worker, function);
        Assert.Same(worker, current);
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Run_FunctionThrows_ThrowsTheOriginalWithItsStack()
    {
        var worker = System.Start(static async () => await WaitForever());

        var job = worker.StartJob(static async job =>
        {
            try
            {
                await job.Run(Fail);
            }
            catch (FormatException error)
            {
                return (error, Worker.Current);
            }

            return default;
        });

        var (error, current) = await job.Get().AsTask().Soon();
        Assert.Contains(nameof(Fail), error.StackTrace, StringComparison.Ordinal);
        Assert.Same(worker, current);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Run_JobIsCancelled_GoesOnAtOnceAndTellsTheFunction()
    {
        var started = Barriers.Signal();
        var told = Barriers.Signal();
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(async job => await job.Run(token =>
        {
            started.SetResult();
            Assert.True(token.WaitHandle.WaitOne(TimeSpan.FromSeconds(60)));
            told.SetResult();
        }));
        await started.Task.Soon();

        job.Cancel();

        Assert.Equal(JobState.Cancelled, await job.Completion.Soon());
        await told.Task.Soon();
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Run_FunctionGivesATask_SaysWhatToDo()
    {
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(static async job => await job.Run(static () => Task.FromResult(1)));

        Assert.Equal(JobState.Faulted, await job.Completion.Soon());
        Assert.StartsWith("Run is for functions that block", Assert.IsType<ArgumentException>(job.Error).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J2")]
    public async Task Await_ForeignTask_GoesOnInTheLoopWithResultOrException(bool isWaitPoint)
    {
        var (first, second) = (Barriers.Signal<int>(), Barriers.Signal<int>());
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(async job =>
        {
            var value = isWaitPoint ? await job.Wait(first.Task) : await first.Task;
            try
            {
                value += isWaitPoint ? await job.Wait(second.Task) : await second.Task;
            }
            catch (InvalidDataException)
            {
                return (value, SynchronizationContext.Current, worker.Flow, Worker.Current);
            }

            return default;
        });
        await worker.AtWaitPoint();
        first.SetResult(7);
        await worker.AtWaitPoint();
        second.SetException(new InvalidDataException());

        var (value, context, flow, current) = await job.Get().AsTask().Soon();
        Assert.Equal(7, value);
        Assert.Same(flow, context);
        Assert.Same(worker, current);
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Wait_OnAWorker_GoesOnWithItsResult()
    {
        var child = System.Start(static async () => (await WaitEvent("A")).Data);
        var worker = System.Start(static async () => await WaitForever());
        var job = worker.StartJob(async _ => (await Wait(child)).Value);
        await child.AtWaitPoint();

        child.Fire("A", 5);

        Assert.Equal(5, await job.Get().AsTask().Soon());
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Get_AnotherJob_GoesOnWithItsResultOrException()
    {
        var worker = System.Start(static async () => await WaitForever());
        var other = System.Start(static async () => await WaitForever());
        var one = other.StartJob(static async job =>
        {
            await WaitEvent("A");
            return 1;
        });
        var bad = worker.StartJob(static async job =>
        {
            await WaitEvent("B");
            throw new FormatException("bad");
        });
        var job = worker.StartJob(async _ =>
        {
            var first = await one.Get();
            await Assert.ThrowsAsync<FormatException>(async () => await bad.Get());
            return (first, Worker.Current);
        });
        await worker.AtWaitPoint();
        await other.AtWaitPoint();
        other.Fire("A");
        worker.Fire("B");

        Assert.Equal((1, worker), await job.Get().AsTask().Soon());
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Get_Itself_SaysSo()
    {
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Name = "w" });
        var job = worker.StartJob(static async job => await job.Get(), new JobOptions { Name = "j" });

        Assert.Equal(JobState.Faulted, await job.Completion.Soon());
        Assert.Equal("Job '/w/j' waits for itself, for ever. Let its code return instead.", job.Error!.Message);
    }

    [Fact]
    [Trait("Spec", "J2")]
    public async Task Sleep_InOtherCodeThanTheJobs_SaysWhatToDo()
    {
        var worker = System.Start(static async () => await WaitForever(), new WorkerOptions { Name = "w" });
        var job = worker.StartJob(static async _ => await WaitEvent("END"), new JobOptions { Name = "j" });
        var other = worker.StartJob(async _ => await job.Sleep(Second));

        Assert.Equal(JobState.Faulted, await other.Completion.Soon());
        Assert.StartsWith("job.Sleep is for the code of job '/w/j' itself", other.Error!.Message, StringComparison.Ordinal);
        await Barriers.OnPlainThread(() => Assert.Throws<InvalidOperationException>(() => { _ = job.Wait(Task.CompletedTask).AsTask(); }));
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private static int Fail() => throw new FormatException("made to fail");
}
