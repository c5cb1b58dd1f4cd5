using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Futures of a worker's event loop.</summary>
public abstract class FutureTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "T1")]
    [Trait("Transports", "12")]
    public void Result_Pending_Throws()
    {
        var future = System.Start().Loop.CreateFuture<int>();

        Assert.Throws<InvalidStateException>(() => future.Result());
        Assert.Throws<InvalidStateException>(() => future.Exception());
        Assert.False(future.IsDone);
    }

    [Fact]
    [Trait("Transports", "12")]
    [Trait("Transports", "13")]
    public void Result_Given_IsThatOfTheFirstCall()
    {
        var loop = System.Start().Loop;
        var (done, failed) = (loop.CreateFuture<int>(), loop.CreateFuture<int>());

        done.SetResult(1);
        failed.SetException(new InvalidDataException("given"));

        Assert.Throws<InvalidStateException>(() => done.SetResult(2));
        Assert.Throws<InvalidStateException>(() => done.SetException(new FormatException()));
        Assert.Throws<InvalidStateException>(() => failed.SetResult(2));
        Assert.Equal((1, null), (done.Result(), done.Exception()));
        Assert.Equal("given", Assert.Throws<InvalidDataException>(() => failed.Result()).Message);
        Assert.Equal("given", failed.Exception()!.Message);
        Assert.True(done.IsDone && failed.IsDone && !failed.IsCancelled);
    }

    [Fact]
    [Trait("Transports", "13")]
    [Trait("Transports", "14")]
    public void Cancel_Twice_IsTrueOnce()
    {
        var future = System.Start().Loop.CreateFuture<int>();

        Assert.True(future.Cancel("no longer needed"));
        Assert.False(future.Cancel());

        Assert.True(future.IsDone && future.IsCancelled);
        Assert.Equal("no longer needed", Assert.Throws<OperationCanceledException>(() => future.Result()).Message);
        Assert.Throws<OperationCanceledException>(() => future.Exception());
        Assert.Throws<InvalidStateException>(() => future.SetResult(1));
    }

    [Fact]
    [Trait("Transports", "14")]
    public void Cancel_Done_IsFalse()
    {
        var future = System.Start().Loop.CreateFuture<int>();
        future.SetResult(1);

        Assert.False(future.Cancel());
        Assert.Equal(1, future.Result());
    }

    [Fact]
    [Trait("Transports", "15")]
    public async Task AddDoneCallback_BeforeAndAfter_RunsLaterInOrderInTheLoop()
    {
        var worker = System.Start();
        var order = new List<string>();
        worker.Loop.CallSoon(() =>
        {
            var future = worker.Loop.CreateFuture<int>();
            future.AddDoneCallback(done => order.Add($"first {done.Result()} {Current.Name}"));
            future.AddDoneCallback(_ => order.Add("second"));
            future.SetResult(7);
            future.AddDoneCallback(_ => order.Add("third"));
            worker.Loop.CallSoon(() => order.Add("behind"));
            order.Add("inline");
        });
        for (var i = 0; i < 2; i++) await worker.AtWaitPoint();

        Assert.Equal(["inline", $"first 7 {worker.Name}", "second", "third", "behind"], order);
    }

    [Fact]
    [Trait("Transports", "15")]
    public async Task RemoveDoneCallback_AddedTwice_RemovesBothAndSaysSo()
    {
        var worker = System.Start();
        var future = worker.Loop.CreateFuture<int>();
        var ran = new List<string>();
        void Callback(Future<int> done) => ran.Add("removed");

        future.AddDoneCallback(Callback);
        future.AddDoneCallback(_ => ran.Add("kept"));
        future.AddDoneCallback(Callback);

        Assert.Equal(2, future.RemoveDoneCallback(Callback));
        Assert.Equal(0, future.RemoveDoneCallback(Callback));
        future.SetResult(1);
        await worker.AtWaitPoint();
        Assert.Equal(["kept"], ran);
    }

    [Fact]
    [Trait("Transports", "9")]
    [Trait("Transports", "15")]
    public async Task AddDoneCallback_OneThrows_ItIsReportedAndTheOthersRun()
    {
        var worker = System.Start();
        var errors = new List<string>();
        worker.Loop.ExceptionHandler = (_, error) => errors.Add(error.Exception!.Message);
        var future = worker.Loop.CreateFuture<int>();
        var ran = false;
        future.AddDoneCallback(_ => throw new InvalidDataException("thrown"));
        future.AddDoneCallback(_ => ran = true);

        future.SetResult(1);
        await worker.AtWaitPoint();

        Assert.Equal(["thrown"], errors);
        Assert.True(ran);
    }

    [Fact]
    [Trait("Transports", "16")]
    public async Task Await_ByTheBodyAndTasks_GoesOnInTheLoopInOrderOfAwaiting()
    {
        var order = new List<string>();
        Future<int>? future = null;
        var worker = System.Start(async () =>
        {
            future = EventLoop.Current.CreateFuture<int>();
            order.Add($"body {await future} {Current.Name}");
            await WaitForever();
        });
        await worker.AtWaitPoint();
        var tasks = Enumerable.Range(0, 3).Select(i => worker.Loop.CreateTask(async () => order.Add($"{i} {await future!}"))).ToArray();
        await worker.AtWaitPoint();

        future!.SetResult(7);
        foreach (var task in tasks) await task.AsTask().Soon();

        Assert.Equal([$"body 7 {worker.Name}", "0 7", "1 7", "2 7"], order);
    }

    [Fact]
    [Trait("Transports", "16")]
    [Trait("Spec", "F2")]
    public async Task Await_Pending_IsAWaitPoint()
    {
        Future<int>? future = null;
        var heard = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            future = EventLoop.Current.CreateFuture<int>();
            Listen("A", _ => heard.SetResult());
            return await future;
        });
        await worker.AtWaitPoint();

        worker.Fire("A");
        await heard.Task.Soon();
        Assert.Equal("Wait(Future)", worker.Status.WaitsFor);
        future!.SetResult(5);

        Assert.Equal(5, await worker.Value());
    }

    [Fact]
    [Trait("Transports", "16")]
    public async Task Await_InAnotherWorker_GoesOnThere()
    {
        var future = System.Start().Loop.CreateFuture<int>();
        var worker = System.Start(async () => (await future, Current.Name), new WorkerOptions { Name = "other" });
        await worker.AtWaitPoint();

        future.SetResult(3);

        Assert.Equal((3, "other"), await worker.Value());
    }

    [Fact]
    [Trait("Transports", "16")]
    public async Task Await_OutsideEveryWorker_IsLikeATask()
    {
        var loop = System.Start().Loop;
        var (done, failed, cancelled) = (loop.CreateFuture<int>(), loop.CreateFuture<int>(), loop.CreateFuture<int>());

        var ends = Barriers.OnPlainThread(() => (Get(done), Get(failed), Get(cancelled)));
        done.SetResult(4);
        failed.SetException(new InvalidDataException("given"));
        cancelled.Cancel();

        var (a, b, c) = await ends;
        Assert.Equal(4, await a.Soon());
        Assert.Equal("given", (await Assert.ThrowsAsync<InvalidDataException>(() => b.Soon())).Message);
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => c.Soon());

        static async Task<int> Get(Future<int> future) => await future;
    }

    [Fact]
    [Trait("Transports", "16")]
    public async Task Await_FailedOrCancelled_ThrowsThat()
    {
        var worker = System.Start(async () =>
        {
            var loop = EventLoop.Current;
            var (failed, cancelled) = (loop.CreateFuture<int>(), loop.CreateFuture<int>());
            loop.CallSoon(() => failed.SetException(new InvalidDataException("given")));
            loop.CallSoon(() => cancelled.Cancel());
            var error = await Assert.ThrowsAsync<InvalidDataException>(async () => await failed);
            await Assert.ThrowsAsync<OperationCanceledException>(async () => await cancelled);
            await Assert.ThrowsAsync<InvalidDataException>(async () => await failed);
            return error.Message;
        });

        Assert.Equal("given", await worker.Value());
    }

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Await_InASynchronousCallback_IsAClearError()
    {
        var worker = System.Start();
        var future = worker.Loop.CreateFuture<int>();
        var error = Barriers.Signal<Exception?>();

        worker.Loop.CallSoon(() => error.SetResult(Record.Exception(() => future.GetAwaiter())));

        Assert.Contains("synchronous", Assert.IsType<InvalidOperationException>(await error.Task.Soon()).Message);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public async Task Await_TheWorkerIsStopped_ItsExitLeavesTheFutureAlone()
    {
        var loop = System.Start().Loop;
        var future = loop.CreateFuture<int>();
        var worker = System.Start(async () => await future);
        await worker.AtWaitPoint();

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.False(future.IsDone);
    }

    [Fact]
    [Trait("Transports", "16")]
    public async Task SetException_NobodyLooks_IsReportedOnceTheFutureIsGarbage()
    {
        var worker = System.Start();
        var reported = Barriers.Signal<LoopError>();
        worker.Loop.ExceptionHandler = (_, error) => reported.SetResult(error);

        // A frame of its own: nothing of it must be left on this one's stack.
        await Barriers.OnPlainThread(() =>
        {
            worker.Loop.CreateFuture<int>().SetException(new InvalidDataException("unseen"));
            var seen = worker.Loop.CreateFuture<int>();
            seen.SetException(new InvalidDataException("seen"));
            Assert.NotNull(seen.Exception());
        });
        GC.Collect();
        GC.WaitForPendingFinalizers();

        var error = await reported.Task.Soon();
        Assert.Equal("unseen", error.Exception!.Message);
        Assert.NotNull(error.Future);
        await worker.AtWaitPoint();
    }
}
