using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: the clock does not overtake what it cannot see the end of.</summary>
[Trait("Spec", "X2")]
public sealed class ForeignWorkTests : ClockTests
{
    private readonly VirtualTime _time = new();

    [Theory]
    [InlineData("blocking Async")]
    [InlineData("Async with a foreign await")]
    [InlineData("plain await")]
    [InlineData("Wait(task)")]
    [InlineData("plain await in a listener")]
    public async Task Clock_AWorkerAwaitsForeignWork_StandsUntilItIsDone(string kind)
    {
        var system = SystemOn(_time);
        for (var i = 0; i < 50; i++)
        {
            var go = new TaskCompletionSource();
            var began = Barriers.Signal();
            var before = _time.Elapsed;
            async Task Foreign()
            {
                began.SetResult();
                await go.Task;
            }

            void Block()
            {
                began.SetResult();
                go.Task.GetAwaiter().GetResult();
            }

            var worker = system.Start(async () =>
            {
                if (kind == "plain await in a listener") Listen("E", async _ => await Foreign());
                Current.Fire("E");
                await (kind switch
                {
                    "blocking Async" => Await(Block),
                    "Async with a foreign await" => Await(Foreign),
                    "plain await" => new ValueTask(Foreign()),
                    "Wait(task)" => Wait(Foreign()),
                    _ => Update(),
                });
                return _time.Elapsed - before;
            });
            var sleeper = system.Start(async () => await Sleep(Hour));
            var end = _time.RunUntilAsync(sleeper);
            await began.Task.Soon();
            Assert.False(end.IsCompleted);

            await Barriers.OnPlainThread(go.SetResult);
            await end.Soon();

            Assert.Equal(TimeSpan.Zero, await worker.Value());
            Assert.Equal(Hour, _time.Elapsed - before);
        }
    }

    [Fact]
    public async Task Clock_DedicatedThreadsAndPoolWork_IsNotOvertaken()
    {
        var system = SystemOn(_time);
        var workers = Enumerable.Range(0, 8).Select(i => system.Start(
            async () =>
            {
                for (var j = 0; j < 50; j++)
                {
                    await Sleep(Second);
                    var before = _time.Elapsed;
                    await Wait(Task.Run(static () => Thread.SpinWait(1000)));
                    await Task.Run(static () => Thread.SpinWait(1000));
                    await Task.Run(static () => { }).ConfigureAwait(false);
                    await Update();
                    Assert.Equal(before, _time.Elapsed);
                }
            },
            new() { Dispatcher = i % 2 == 0 ? WorkerDispatcher.DedicatedThread : WorkerDispatcher.ThreadPool })).ToArray();

        foreach (var worker in workers) await worker.Value();

        Assert.Equal(50 * Second, _time.Elapsed);
    }

    [Fact]
    public async Task LetTimeRun_ATaskThatNeverEnds_TimesOutByTheClock()
    {
        var time = new VirtualTime { ForeignTasks = ForeignTasks.LetTimeRun };
        var worker = SystemOn(time).Start(async () => await Wait(new TaskCompletionSource().Task, Hour));

        Assert.Equal(false, await worker.Value());
        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    public async Task LetTimeRun_ATaskThatAnotherWorkerEnds_IsSeenBeforeTheClockMoves()
    {
        var time = new VirtualTime { ForeignTasks = ForeignTasks.LetTimeRun };
        var system = SystemOn(time);
        for (var i = 0; i < 300; i++)
        {
            // Its waiters hear of it by way of the thread pool.
            var task = Barriers.Signal();
            var waiter = system.Start(async () => await Wait(task.Task, Second + TimeSpan.FromTicks(1)));
            system.Start(async () =>
            {
                await Sleep(Second);
                task.SetResult();
            });

            Assert.Equal(true, await waiter.Value());
        }
    }

    [Fact]
    public async Task LetTimeRun_ATaskThatFollowsTheClock_Ends()
    {
        var time = new VirtualTime { ForeignTasks = ForeignTasks.LetTimeRun };
        var worker = SystemOn(time).Start(async () => await Wait(Task.Delay(Hour, time)));

        await worker.Value();

        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    public async Task GetOffItsTurn_OfAnAsyncThatSleeps_LetsTheClockRun()
    {
        var worker = SystemOn(_time).Start(async () =>
        {
            await Task.Yield();
            await Task.Run(static () => { }).ConfigureAwait(false);
            return await Await(async () =>
            {
                await Sleep(Hour);
                return 1;
            });
        });

        Assert.Equal(1, await worker.Value());
        Assert.Equal(Hour, _time.Elapsed);
    }

    [Fact]
    public async Task PolledMain_WithSomethingQueued_HoldsTheClockUntilItIsPolled()
    {
        var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = _time, MainDispatcher = WorkerDispatcher.Polled });
        await using var _ = system;
        var heard = TimeSpan.MaxValue;
        system.Main.Listen("E", _ => heard = _time.Elapsed);
        var fired = Barriers.Signal();
        var worker = system.Start(async () =>
        {
            await Sleep(Second);
            system.Main.Fire("E");
            fired.SetResult();
            await Sleep(Hour);
        });
        var end = _time.RunUntilAsync(worker);
        await fired.Task.Soon();

        await Barriers.OnPlainThread(system.Update);
        await end.Soon();

        Assert.Equal(Second, heard);
    }
}
