using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F6: on a worker with thread affinity every piece of its flow runs on that thread.</summary>
public abstract class AffinityTests : ConformanceTests
{
    private const int PiecesOfEveryKind = 20;

    private static WorkerOptions OnItsOwnThread => new() { Dispatcher = WorkerDispatcher.DedicatedThread };

    [Fact]
    [Trait("Spec", "F6")]
    public async Task DedicatedThread_EveryPieceOfTheFlow_RunsThere()
    {
        var log = new ThreadLog();
        var thread = 0;
        var ready = Barriers.Signal();
        var worker = System.Start(
            () =>
            {
                thread = Environment.CurrentManagedThreadId;
                return EveryKindOfPiece(log, ready);
            },
            OnItsOwnThread);
        await ready.Task;
        await worker.StopAsync();

        Assert.Empty(log.NotOn(thread));
        Assert.Equal(PiecesOfEveryKind, log.Count);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task DedicatedThread_OfTwoWorkers_AreTwoThreadsOutsideThePool()
    {
        var threads = new int[2];
        var isPooled = new bool[2];
        using var meet = new Barrier(2);

        // Both block their threads: two workers on one thread would never meet.
        Func<Task> Body(int index) => () =>
        {
            threads[index] = Environment.CurrentManagedThreadId;
            isPooled[index] = Thread.CurrentThread.IsThreadPoolThread;
            meet.SignalAndWait();
            return Task.CompletedTask;
        };

        var first = System.Start(Body(0), OnItsOwnThread);
        var second = System.Start(Body(1), OnItsOwnThread);
        await first.Value();
        await second.Value();

        Assert.NotEqual(threads[0], threads[1]);
        Assert.Equal([false, false], isPooled);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task Context_EveryPieceOfTheFlow_RunsOnItsThread()
    {
        using var context = new PumpedContext();
        var log = new ThreadLog();
        var ready = Barriers.Signal();
        var worker = System.Start(
            () => EveryKindOfPiece(log, ready),
            new WorkerOptions { Dispatcher = WorkerDispatcher.For(context) });
        await ready.Task;
        await worker.StopAsync();

        Assert.Empty(log.NotOn(context.ThreadId));
        Assert.Equal(PiecesOfEveryKind, log.Count);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task Context_AfterATurn_IsTheThreadsOwnAgain()
    {
        using var context = new PumpedContext();
        var worker = System.Start(new WorkerOptions { Dispatcher = WorkerDispatcher.For(context) });
        await worker.AtWaitPoint();

        var (current, worksIn) = await context.Run(static () => (SynchronizationContext.Current, Worker.TryGetCurrent()));

        Assert.Same(context, current);
        Assert.Null(worksIn);
        await worker.StopAsync();
    }

    /// <summary>A body with each kind of code that a flow runs.</summary>
    private async Task EveryKindOfPiece(ThreadLog log, TaskCompletionSource ready)
    {
        log.Add("body");
        Listen("SYNC", _ => log.Add("synchronous listener"));
        Listen("ASYNC", async _ =>
        {
            log.Add("asynchronous listener");
            await Task.Run(static () => { });
            log.Add("asynchronous listener after a foreign await");
            await Update();
            log.Add("asynchronous listener after a wait");
        });
        Listen(WorkerEvents.ChildDone, _ => log.Add("listener of a child's end"));
        Later(() => log.Add("callback"));
        Later(() => log.Add("timer"), TimeSpan.FromSeconds(1));
        Current.Fire("SYNC");
        Current.Fire("ASYNC");
        Current.Fire("GO");
        await WaitEvent("GO");
        log.Add("after an event");
        await Task.Yield();
        log.Add("after Task.Yield");
        await Task.Run(static () => { });
        log.Add("after Task.Run");
        await Wait(Task.Run(static () => { }));
        log.Add("after Wait(task)");
        await Wait(Start(static () => Task.CompletedTask));
        log.Add("after Wait(worker)");
        Later(() => Time.Advance(TimeSpan.FromSeconds(1)));
        await Sleep(TimeSpan.FromSeconds(1));
        log.Add("after Sleep");
        async Task Local(string name)
        {
            await Task.Run(static () => { });
            log.Add(name + " after a foreign await");
            await Update();
            log.Add(name + " after a wait");
        }

        await Task.WhenAll(Local("one"), Local("two"));
        log.Add("after WhenAll");
        try
        {
            ready.SetResult();
            await WaitForever();
        }
        finally
        {
            await Update();
            log.Add("finally");
        }
    }
}
