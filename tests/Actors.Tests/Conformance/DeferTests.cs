using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec A2: a result given once.</summary>
public abstract class DeferTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_Resolved_GivesTheValue()
    {
        var defer = new Defer<int>();
        var worker = System.Start(async () => await defer.Get());
        await worker.AtWaitPoint();
        Assert.False(defer.IsDone);

        Assert.True(defer.Resolve(1));

        Assert.True(defer.IsDone);
        Assert.Equal(1, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_Rejected_ThrowsTheError()
    {
        var defer = new Defer<int>();
        var error = new FormatException();
        var worker = System.Start(async () => await Assert.ThrowsAsync<FormatException>(async () => await defer.Get()));
        await worker.AtWaitPoint();

        Assert.True(defer.Reject(error));

        Assert.True(defer.IsDone);
        Assert.Same(error, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Resolve_ASecondTime_IsIgnoredAndSaysSo()
    {
        var defer = new Defer<int>();

        Assert.True(defer.Resolve(1));
        Assert.False(defer.Resolve(2));
        Assert.False(defer.Reject(new FormatException()));

        Assert.Equal(1, await defer.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Reject_ASecondTime_IsIgnoredAndSaysSo()
    {
        var defer = new Defer<int>();
        var error = new FormatException();

        Assert.True(defer.Reject(error));
        Assert.False(defer.Reject(new InvalidOperationException()));
        Assert.False(defer.Resolve(2));

        Assert.Same(error, await Assert.ThrowsAsync<FormatException>(() => defer.Task.Soon()));
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Resolve_FromManyThreads_SaysYesToOne()
    {
        const int threads = 8;
        var defer = new Defer<int>();
        using var start = new Barrier(threads);

        var answers = await Task.WhenAll(Enumerable.Range(0, threads).Select(i => Barriers.OnPlainThread(() =>
        {
            start.SignalAndWait();
            return defer.Resolve(i);
        })));

        Assert.Single(answers, true);
        Assert.Equal(Array.IndexOf(answers, true), await defer.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_BeforeItIsDone_ServesTheCallersListeners()
    {
        var defer = new Defer<object?>();
        var worker = System.Start(async () =>
        {
            Listen("A", e => defer.Resolve(e.Data));
            return await defer.Get();
        });

        worker.Fire("A", 1);

        Assert.Equal(1, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_WhenItIsDone_ReturnsAtOnce()
    {
        var defer = new Defer<int>();
        defer.Resolve(1);

        var worker = System.Start(() => Task.FromResult(defer.Get().AsTask().IsCompletedSuccessfully));

        Assert.Equal(true, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_ByManyWorkersAndPlainTasks_GivesAllTheSame()
    {
        var defer = new Defer<int>();
        var workers = Enumerable.Range(0, 100).Select(_ => System.Start(async () => await defer.Get())).ToArray();
        var tasks = Enumerable.Range(0, 100).Select(async _ => await defer.Task).ToArray();
        var threads = Enumerable.Range(0, 4).Select(_ => Barriers.OnPlainThread(() => defer.Get().AsTask().GetAwaiter().GetResult())).ToArray();
        await workers[^1].AtWaitPoint();

        defer.Resolve(7);

        foreach (var worker in workers) Assert.Equal(7, (await worker.Ended()).Value);
        Assert.All(await Task.WhenAll(tasks).Soon(), static value => Assert.Equal(7, value));
        Assert.All(await Task.WhenAll(threads), static value => Assert.Equal(7, value));
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task DoneCallbacks_EvenThoseThatAskForIt_DoNotRunInsideResolve()
    {
        var defer = new Defer<int>();
        using var isResolving = new ThreadLocal<bool>();
        var callback = defer.Task.ContinueWith(
            _ => isResolving.Value,
            CancellationToken.None,
            TaskContinuationOptions.ExecuteSynchronously,
            TaskScheduler.Default);
        async Task<bool> Awaiting()
        {
            await defer.Task.ConfigureAwait(false);
            return isResolving.Value;
        }

        var awaiting = Awaiting();
        var worker = System.Start(async () =>
        {
            await defer.Get();
            return isResolving.Value;
        });
        await worker.AtWaitPoint();

        isResolving.Value = true;
        defer.Resolve(1);
        isResolving.Value = false;

        Assert.False(await callback.Soon());
        Assert.False(await awaiting.Soon());
        Assert.Equal(false, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_InTheWorkerThatResolvesInACallback_GoesOnAfterTheCallback()
    {
        var log = new List<string>();
        var defer = new Defer<int>();
        var worker = System.Start(async () =>
        {
            Later(() =>
            {
                defer.Resolve(1);
                log.Add("callback ends");
            });
            await defer.Get();
            log.Add("body");
        });

        await worker.Ended();

        Assert.Equal(["callback ends", "body"], log);
    }

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_TheWorkerIsStopped_ThrowsWorkerExitAndLeavesTheDefer()
    {
        var defer = new Defer<int>();
        var worker = System.Start(async () => await defer.Get());
        await worker.AtWaitPoint();

        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.True(defer.Resolve(1));
    }
}
