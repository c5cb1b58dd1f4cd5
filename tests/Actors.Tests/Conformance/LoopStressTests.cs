using System.Globalization;

namespace Actors.Tests.Conformance;

/// <summary>Event loops under load, from many threads at once.</summary>
public abstract class LoopStressTests : ConformanceTests
{
    private const int Threads = 8;

    /// <summary>200 by default; the environment variable ACTORS_ROUNDS sets another number.</summary>
    private static int Rounds =>
        int.TryParse(Environment.GetEnvironmentVariable("ACTORS_ROUNDS"), CultureInfo.InvariantCulture, out var rounds) ? rounds : 200;

    [Fact]
    [Trait("Transports", "1")]
    public async Task CallSoon_FromManyThreads_KeepsTheOrderOfEach()
    {
        var each = Rounds * 125;
        var worker = System.Start();
        var last = new int[Threads];
        var (ran, outOfOrder) = (0, 0);
        var all = Barriers.Signal();

        await Task.WhenAll(Enumerable.Range(0, Threads).Select(thread => Barriers.OnPlainThread(() =>
        {
            for (var i = 1; i <= each; i++)
            {
                var number = i;
                worker.Loop.CallSoon(() =>
                {
                    if (number != ++last[thread]) outOfOrder++;
                    if (++ran == Threads * each) all.SetResult();
                });
            }
        })));

        await all.Task.Soon();
        Assert.Equal(0, outOfOrder);
    }

    [Fact]
    [Trait("Transports", "5")]
    public async Task Cancel_AgainstTheRun_ItRunsOrIsCancelledAndNeverBoth()
    {
        var worker = System.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var handles = new Handle[20];
            var ran = new int[handles.Length];
            for (var i = 0; i < handles.Length; i++)
            {
                var number = i;
                void Count() => ran[number]++;
                handles[i] = i % 3 == 0 ? worker.Loop.CallLater(TimeSpan.Zero, Count) : worker.Loop.CallSoon(Count);
            }

            await Task.WhenAll(
                Barriers.OnPlainThread(() => Array.ForEach(handles, static handle => handle.Cancel())),
                Barriers.OnPlainThread(() => Array.ForEach(handles, static handle => handle.Cancel())));
            for (var i = 0; i < 2; i++) await worker.AtWaitPoint();

            // A timer's item may run another due timer: only the sums and each one's own fate count.
            for (var i = 0; i < handles.Length; i++) Assert.Equal(1, ran[i] + (handles[i].IsCancelled ? 1 : 0));
        }
    }

    [Fact]
    [Trait("Transports", "6")]
    public Task Stop_FromOtherThreads_EveryRunEndsAndNothingIsLost() => Barriers.OnPlainThread(() =>
    {
        using var loop = new EventLoop(new EventLoopOptions { System = System });
        var (ran, isOver) = (0, false);
        var threads = Enumerable.Range(0, 3).Select(_ => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < Rounds; i++)
            {
                loop.CallSoon(() => ran++);
                loop.Stop();
                loop.CallSoon(() => loop.CallSoon(() => ran++));
            }
        })).ToArray();
        Task.WhenAll(threads).ContinueWith(
            _ =>
            {
                Volatile.Write(ref isOver, true);
                loop.Stop();
            },
            TaskScheduler.Default);

        while (!Volatile.Read(ref isOver)) loop.RunForever();

        // What the last callbacks have scheduled.
        for (var i = 0; i < 3; i++)
        {
            loop.Stop();
            loop.RunForever();
        }

        Assert.Equal(3 * 2 * Rounds, ran);
    });

    [Fact]
    [Trait("Transports", "13")]
    [Trait("Transports", "15")]
    public async Task SetResult_AgainstCancelAndAwaits_OneWinsAndAllHearOfIt()
    {
        var worker = System.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var future = worker.Loop.CreateFuture<int>();
            var (won, called) = (0, 0);
            var tasks = new LoopTask<bool>[4];
            var start = new Barrier(4);
            void Try(Func<bool> end)
            {
                start.SignalAndWait();
                if (end()) Interlocked.Increment(ref won);
            }

            await Task.WhenAll(
                Barriers.OnPlainThread(() => Try(() => Record.Exception(() => future.SetResult(1)) is null)),
                Barriers.OnPlainThread(() => Try(() => Record.Exception(() => future.SetResult(2)) is null)),
                Barriers.OnPlainThread(() => Try(() => future.Cancel())),
                Barriers.OnPlainThread(() => Try(() =>
                {
                    for (var i = 0; i < tasks.Length; i++)
                    {
                        future.AddDoneCallback(_ => called++);
                        tasks[i] = worker.Loop.CreateTask(async () =>
                        {
                            try
                            {
                                return await future > 0;
                            }
                            catch (OperationCanceledException)
                            {
                                return future.IsCancelled;
                            }
                        });
                    }

                    return false;
                })));
            foreach (var task in tasks) Assert.True(await task.AsTask().Soon());
            await worker.AtWaitPoint();

            Assert.Equal((1, 4), (won, called));
            start.Dispose();
        }
    }

    [Fact]
    [Trait("Transports", "17")]
    public async Task Cancel_AgainstTheEndOfATask_ItAlwaysEnds()
    {
        var worker = System.Start();
        for (var round = 0; round < Rounds; round++)
        {
            var future = worker.Loop.CreateFuture<int>();
            var task = worker.Loop.CreateTask(async () => await future + 1);
            await Task.WhenAll(
                Barriers.OnPlainThread(() => task.Cancel()),
                Barriers.OnPlainThread(() => Record.Exception(() => future.SetResult(1))));

            var error = await Record.ExceptionAsync(() => task.AsTask().Soon());
            Assert.True(error is OperationCanceledException ? task.IsCancelled : task.Result() == 2);
        }
    }
}
