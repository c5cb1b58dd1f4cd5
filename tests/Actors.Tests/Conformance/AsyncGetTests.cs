using System.Runtime.CompilerServices;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec A1: getting what a function gives, in the caller's loop.</summary>
public abstract class AsyncGetTests : AsyncConformance
{
    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_FunctionEnds_GivesItsResult()
    {
        var go = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            var asynchronous = Async(async () =>
            {
                await go.Task;
                return 1;
            });
            var blocking = Async(() =>
            {
                go.Task.GetAwaiter().GetResult();
                return "two";
            });
            go.SetResult();
            return (await asynchronous.Get(), await blocking.Get());
        });

        Assert.Equal((1, "two"), (await worker.Ended()).Value);
    }

    [Theory]
    [InlineData("async")]
    [InlineData("blocking")]
    [InlineData("async with result")]
    [InlineData("blocking with result")]
    [Trait("Spec", "A1")]
    public async Task Get_FunctionThrows_ThrowsTheOriginalWithItsStackAndLogsNothing(string kind)
    {
        var worker = System.Start(async () =>
        {
            try
            {
                await (kind switch
                {
                    "async" => Await(FailAsync),
                    "blocking" => Await(Fail),
                    "async with result" => GetInt(Async(FailWithResultAsync)),
                    _ => GetInt(Async(FailWithResult)),
                });
                return null;
            }
            catch (FormatException error)
            {
                return error;
            }
        });

        var caught = (await worker.Ended()).Value;

        Assert.Same(_error, caught);
        Assert.Contains(nameof(Fail), _error.StackTrace);
        Assert.Empty(Log.Entries);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_WhileTheFunctionRuns_ServesTheCallersListeners()
    {
        var go = Barriers.Signal();
        var heard = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("A", _ => heard.SetResult());
            await Async(async () => await go.Task).Get();
        });

        worker.Fire("A");
        await heard.Task.Soon();
        Assert.Equal(WorkerState.Running, worker.State);

        go.SetResult();
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_OnAnEndedOne_ReturnsAtOnce()
    {
        var ended = System.Async(() => 1);
        var failed = System.Async(Fail);
        await ended.Worker.Ended();
        await failed.Worker.Ended();

        var worker = System.Start(() =>
        {
            var get = ended.Get().AsTask();
            var again = ended.Get().AsTask();
            var failure = failed.Get().AsTask();
            return Task.FromResult((get.IsCompletedSuccessfully, again.IsCompletedSuccessfully, failure.IsFaulted));
        });

        Assert.Equal((true, true, true), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_WhileTheFunctionRuns_TheAsyncIsTheCallersChild()
    {
        var go = Barriers.Signal();
        var function = System.Async(async () => await go.Task);
        Assert.Contains(function.Worker, System.Workers);
        var worker = System.Start(async () =>
        {
            await function.Get();
            return (Current.Children.Count, function.Worker.Parent);
        });
        await worker.AtWaitPoint();

        Assert.Same(worker, function.Worker.Parent);
        Assert.Equal([function.Worker], worker.Children);

        go.SetResult();
        Assert.Equal((0, (Worker?)null), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_TheCallerIsStopped_StopsTheFunction()
    {
        var function = System.Async(async () => await WaitForever());
        var worker = System.Start(async () => await function.Get());
        await worker.AtWaitPoint();

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(WorkerState.Stopped, (await function.Worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_TheFunctionIsStopped_ThrowsWorkerExit()
    {
        var function = System.Async(async () => await WaitForever());
        var worker = System.Start(async () =>
        {
            await Assert.ThrowsAsync<WorkerExit>(async () => await function.Get());
            return "went on";
        });
        await worker.AtWaitPoint();

        function.Stop();

        Assert.Equal("went on", (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_BySeveralWorkers_GivesEachTheResult()
    {
        var go = Barriers.Signal();
        var function = System.Async(async () =>
        {
            await go.Task;
            return 1;
        });
        var workers = Enumerable.Range(0, 5).Select(_ => System.Start(async () => await function.Get())).ToArray();
        foreach (var worker in workers) await worker.AtWaitPoint();

        go.SetResult();

        foreach (var worker in workers) Assert.Equal(1, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A1")]
    public async Task Get_OutsideEveryWorker_GivesTheResult()
    {
        var function = System.Async(async () =>
        {
            await Task.Yield();
            return 1;
        });

        Assert.Equal(1, await Barriers.OnPlainThread(() => function.Get().AsTask().GetAwaiter().GetResult()));
    }

    private static async ValueTask GetInt(Async<int> function) => await function.Get();

    [MethodImpl(MethodImplOptions.NoInlining)]
    private void Fail() => throw _error;

    [MethodImpl(MethodImplOptions.NoInlining)]
    private int FailWithResult() => throw _error;

    private async Task<int> FailWithResultAsync()
    {
        await Task.Yield();
        throw _error;
    }
}
