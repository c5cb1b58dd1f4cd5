using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Cancelling a loop task: a request, which reaches what it awaits (spec T1, transports 17).</summary>
public abstract class LoopTaskCancelTests : ConformanceTests
{
    [Fact]
    [Trait("Transports", "14")]
    [Trait("Transports", "17")]
    public async Task Cancel_BeforeItsFirstStep_ItNeverRuns()
    {
        var worker = System.Start();
        var ran = false;
        LoopTask? task = null;
        worker.Loop.CallSoon(() =>
        {
            task = worker.Loop.CreateTask(() =>
            {
                ran = true;
                return Task.CompletedTask;
            });
            Assert.True(task.Cancel());
        });
        await worker.AtWaitPoint();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task!.AsTask().Soon());

        Assert.False(ran);
        Assert.True(task!.IsCancelled);
        Assert.False(task.Cancel());
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_AtASleep_ThrowsThereAtOnce()
    {
        var worker = System.Start();
        var pending = System.Deadlines.Count;
        string? message = null;
        var task = worker.Loop.CreateTask(async () =>
        {
            try
            {
                await Sleep(1000 * Second);
            }
            catch (OperationCanceledException error)
            {
                message = error.Message;
                throw;
            }
        });
        await worker.AtWaitPoint();

        Assert.True(task.Cancel("enough"));

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask().Soon());
        Assert.Equal("enough", message);
        Assert.True(task.IsCancelled);
        Assert.Equal(pending, System.Deadlines.Count);
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_AtAFuture_CancelsTheFuture()
    {
        var worker = System.Start();
        var future = worker.Loop.CreateFuture<int>();
        var task = worker.Loop.CreateTask(async () => await future);
        await worker.AtWaitPoint();

        task.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask().Soon());
        Assert.True(future.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_AtAnotherTask_ReachesThatOneFirst()
    {
        var worker = System.Start();
        var order = new List<string>();
        var inner = worker.Loop.CreateTask(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                order.Add("inner");
            }
        });
        var outer = worker.Loop.CreateTask(async () =>
        {
            try
            {
                await inner;
            }
            finally
            {
                order.Add("outer");
            }
        });
        await worker.AtWaitPoint();

        outer.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => outer.AsTask().Soon());
        Assert.Equal(["inner", "outer"], order);
        Assert.True(inner.IsCancelled && outer.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_TheBodyCatchesIt_ItMayWaitAndReturnAResult()
    {
        var worker = System.Start();
        var task = worker.Loop.CreateTask(async () =>
        {
            try
            {
                await WaitForever();
            }
            catch (OperationCanceledException)
            {
                await Update();
            }

            return "caught";
        });
        await worker.AtWaitPoint();

        Assert.True(task.Cancel());

        Assert.Equal("caught", await task.AsTask().Soon());
        Assert.False(task.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_BetweenWaits_TheNextOneThrows()
    {
        var gate = Barriers.Signal();
        var worker = System.Start();
        var reached = false;
        var task = worker.Loop.CreateTask(async () =>
        {
            await gate.Task;
            reached = true;
            await Sleep(Second);
        });
        await worker.AtWaitPoint();

        task.Cancel();
        await worker.AtWaitPoint();
        gate.SetResult();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask().Soon());
        Assert.True(reached);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Transports", "17")]
    public async Task Cancel_AtAForeignAwaitWithItsToken_ReachesThatAtOnce(bool byStop)
    {
        var worker = System.Start(async () => await WaitForever());
        var outside = Barriers.Signal();
        var begun = Barriers.Signal();
        var task = worker.Loop.CreateTask(async token =>
        {
            begun.SetResult();
            await outside.Task.WaitAsync(token);
        });
        await begun.Task.Soon();

        if (byStop) worker.Stop();
        else task.Cancel();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask().Soon());
        Assert.True(task.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_CodeAtItsTokenThrows_IsReportedAndTheTaskIsCancelled()
    {
        var worker = System.Start();
        var reported = Barriers.Signal<Exception?>();
        worker.Loop.ExceptionHandler = (_, error) => reported.SetResult(error.Exception!.InnerException);
        var task = worker.Loop.CreateTask(async token =>
        {
            token.Register(() => throw new InvalidDataException("thrown"));
            await WaitForever();
        });
        await worker.AtWaitPoint();

        task.Cancel();

        Assert.Equal("thrown", (await reported.Task.Soon())!.Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => task.AsTask().Soon());
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_OfAVeryDeepChain_EndsItAll()
    {
        const int Depth = 20_000;
        var worker = System.Start();
        var last = worker.Loop.CreateTask(async () => await WaitForever());
        for (var i = 0; i < Depth; i++)
        {
            var before = last;
            last = worker.Loop.CreateTask(async () => await before);
        }

        await worker.AtWaitPoint();
        worker.Loop.CallSoon(() => last.Cancel());

        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => last.AsTask().Soon());
    }
}
