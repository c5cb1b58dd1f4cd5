using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Tasks of a worker's event loop.</summary>
public abstract class LoopTaskTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "T1")]
    [Trait("Transports", "17")]
    public async Task CreateTask_InTheLoop_DoesNotBeginInline()
    {
        var worker = System.Start();
        var order = new List<string>();
        LoopTask<int>? task = null;
        worker.Loop.CallSoon(() =>
        {
            task = worker.Loop.CreateTask(() =>
            {
                order.Add($"task {Current.Name}");
                return Task.FromResult(7);
            });
            order.Add("callback");
        });
        for (var i = 0; i < 2; i++) await worker.AtWaitPoint();

        Assert.Equal(["callback", $"task {worker.Name}"], order);
        Assert.Equal(7, task!.Result());
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task CreateTask_TheFunctionThrows_TheTaskHasItsException()
    {
        var worker = System.Start();
        var thrown = worker.Loop.CreateTask<int>(() => throw new InvalidDataException("at once"));
        var later = worker.Loop.CreateTask(async () =>
        {
            await Update();
            throw new InvalidDataException("later");
        });

        Assert.Equal("at once", (await Assert.ThrowsAsync<InvalidDataException>(() => thrown.AsTask().Soon())).Message);
        Assert.Equal("later", (await Assert.ThrowsAsync<InvalidDataException>(() => later.AsTask().Soon())).Message);
        Assert.Equal("later", later.Exception()!.Message);
    }

    [Fact]
    [Trait("Transports", "11")]
    [Trait("Transports", "17")]
    public async Task CreateTask_AnExecutionContext_IsThatOfTheCall()
    {
        var local = new AsyncLocal<string> { Value = "caller" };
        var worker = System.Start();
        var task = worker.Loop.CreateTask(async () =>
        {
            var before = local.Value;
            local.Value = "task";
            await Update();
            var inner = await worker.Loop.CreateTask(() => Task.FromResult(local.Value));
            return $"{before} {local.Value} {inner} {Worker.Current == worker}";
        });
        local.Value = "behind";

        Assert.Equal("caller task task True", await task.AsTask().Soon());
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Await_OfItself_IsAClearError()
    {
        var worker = System.Start();
        LoopTask? task = null;
        task = worker.Loop.CreateTask(async () =>
        {
            await Update();
            await task!;
        });

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => task.AsTask().Soon());
        Assert.Contains("itself", error.Message);
    }

    [Fact]
    [Trait("Transports", "13")]
    public void SetResult_OfATask_IsAClearError()
    {
        var task = System.Start().Loop.CreateTask(() => Task.FromResult(1), "mine");

        Assert.Contains("mine", Assert.Throws<InvalidOperationException>(() => task.SetResult(2)).Message);
        Assert.Throws<InvalidOperationException>(() => task.SetException(new FormatException()));
    }

    [Fact]
    [Trait("Transports", "15")]
    [Trait("Transports", "41")]
    public async Task Stop_OfTheWorker_EndsItsTasksAndRunsTheirDoneCallbacks()
    {
        var worker = System.Start(async () => await WaitForever());
        var order = new List<string>();
        var task = worker.Loop.CreateTask(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Update();
                order.Add("cleaned up");
            }
        });
        task.AddDoneCallback(done => order.Add($"done {done.IsCancelled}"));
        await worker.AtWaitPoint();

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(["cleaned up", "done True"], order);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Pause_OfTheWorker_HoldsItsTasks()
    {
        var worker = System.Start(async () => await WaitForever());
        var future = worker.Loop.CreateFuture<int>();
        var task = worker.Loop.CreateTask(async () => await future);
        await worker.AtWaitPoint();

        worker.Pause();
        future.SetResult(1);
        await worker.AtWaitPoint();
        Assert.False(task.IsDone);

        worker.Resume();
        Assert.Equal(1, await task.AsTask().Soon());
    }
}
