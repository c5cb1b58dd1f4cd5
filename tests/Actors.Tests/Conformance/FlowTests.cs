using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F1 to F4: one piece at a time, at wait points only, in the order of the mailbox.</summary>
public abstract class FlowTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "F1")]
    public async Task Mailbox_OfEventsAndCallbacks_RunsInItsOrder()
    {
        var order = new List<string>();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("SYNC", e => order.Add($"sync {e.Data}"));
            Listen("ASYNC", async e =>
            {
                order.Add($"async {e.Data}");
                await Task.Yield();
                order.Add($"async {e.Data} ends");
            });
            await gate.Task;
            await WaitEvent("END");
        });

        worker.Fire("SYNC", 1);
        worker.Later(() => order.Add("later 2"));
        worker.Fire("ASYNC", 3);
        worker.Fire("SYNC", 4);
        worker.Later(async () =>
        {
            order.Add("later 5");
            await Task.Yield();
            order.Add("later 5 ends");
        });
        worker.Fire("END");
        gate.SetResult();
        await worker.Value();

        Assert.Equal(["sync 1", "later 2", "async 3", "async 3 ends", "sync 4", "later 5", "later 5 ends"], order);
    }

    [Fact]
    [Trait("Spec", "F1")]
    public async Task WhenAll_OfLocalMethodsWithForeignAwaits_NeverOverlaps()
    {
        var inside = new OverlapDetector();
        var worker = System.Start(async () =>
        {
            async Task Loop()
            {
                for (var i = 0; i < 100; i++)
                {
                    inside.Piece();
                    await Task.Yield();
                    inside.Piece();
                    await Task.Run(static () => { });
                    inside.Piece();
                    await Update();
                }
            }

            await Task.WhenAll(Loop(), Loop());
        });
        await worker.Value();

        Assert.Equal(0, inside.Overlaps);
        Assert.Equal(600, inside.Pieces);
    }

    [Fact]
    [Trait("Spec", "F1")]
    public async Task Listener_ThatCompletesATaskOfTheBody_IsNotInterruptedByIt()
    {
        var done = new TaskCompletionSource();
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", _ =>
            {
                done.SetResult();
                log.Add("listener ends");
            });

            async Task Branch()
            {
                await done.Task;
                log.Add("body goes on");
                await Update();
            }

            await Task.WhenAll(Branch(), WaitEvent("E").AsTask());
        });
        worker.Fire("E");
        await worker.Value();

        Assert.Equal(["listener ends", "body goes on"], log);
    }

    [Fact]
    [Trait("Spec", "F2")]
    public async Task Listeners_WhileBodyRunsBetweenWaitPoints_DoNotRun()
    {
        var heard = 0;
        var fired = new ManualResetEventSlim();
        var running = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard++);
            await Update();
            running.SetResult();
            fired.Wait();
            var between = heard;
            await Update();
            return (between, heard);
        });
        await running.Task;

        for (var i = 0; i < 3; i++) worker.Fire("E");
        worker.Later(() => heard++);
        fired.Set();

        Assert.Equal((0, 4), await worker.Value());
    }

    [Fact]
    [Trait("Spec", "F2")]
    public async Task Wait_ThatIsNotAwaitedYet_IsNoWaitPoint()
    {
        var heard = 0;
        var gate = Barriers.Signal();
        var waiting = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard++);
            var wait = WaitEvent("E");
            waiting.SetResult();
            await gate.Task;
            var before = heard;
            await wait;
            return (before, heard);
        });
        await waiting.Task;

        worker.Fire("E");
        gate.SetResult();

        Assert.Equal((0, 1), await worker.Value());
    }

    [Fact]
    [Trait("Spec", "F3")]
    public async Task ForeignAwait_WithEventsQueued_IsNoWaitPoint()
    {
        var heard = new List<int>();
        var gate = Barriers.Signal();
        var running = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", e => heard.Add((int)e.Data!));
            running.SetResult();
            await gate.Task;
            await Task.Yield();
            await Task.Run(static () => { });
            return heard.Count;
        });
        await running.Task;

        for (var i = 0; i < 100; i++) worker.Fire("E", i);
        gate.SetResult();

        Assert.Equal(0, await worker.Value());
        Assert.Equal(Enumerable.Range(0, 100), heard);
    }

    [Fact]
    [Trait("Spec", "F3")]
    public async Task WaitPoint_AfterForeignAwaits_SeesQueuedEventsInOrder()
    {
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            var seen = new List<int>();
            await gate.Task;
            while (seen.Count < 100)
            {
                seen.Add((int)(await WaitEvent("E")).Data!);
                if (seen.Count % 7 == 0) await Task.Yield();
                if (seen.Count % 11 == 0) await Task.Run(static () => { });
            }

            return seen;
        });

        for (var i = 0; i < 50; i++) worker.Fire("E", i);
        gate.SetResult();
        for (var i = 50; i < 100; i++) worker.Fire("E", i);

        Assert.Equal(Enumerable.Range(0, 100), Assert.IsType<List<int>>(await worker.Value()));
    }

    [Fact]
    [Trait("Spec", "F3")]
    public async Task WaitTask_WhileTheTaskIsPending_IsAWaitPoint()
    {
        var gate = Barriers.Signal<int>();
        var heard = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard.SetResult());
            return await Wait(gate.Task);
        });

        worker.Fire("E");
        await heard.Task;
        gate.SetResult(42);

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "F3")]
    public async Task WaitTask_OfAFailedTask_ThrowsItsException()
    {
        var gate = Barriers.Signal();
        var error = new InvalidDataException("foreign");
        var worker = System.Start(() => Assert.ThrowsAsync<InvalidDataException>(async () => await Wait(gate.Task)));
        await worker.AtWaitPoint();

        gate.SetException(error);

        Assert.Same(error, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "F4")]
    public async Task WaitPoint_MetByQueuedEvents_StaysOnItsThread()
    {
        var worker = System.Start(async () =>
        {
            var threads = new List<int> { Environment.CurrentManagedThreadId };
            for (var i = 0; i < 50; i++) Current.Fire("E", i);
            for (var i = 0; i < 50; i++)
            {
                await WaitEvent("E");
                threads.Add(Environment.CurrentManagedThreadId);
            }

            return threads;
        });

        var threads = Assert.IsType<List<int>>(await worker.Value());
        Assert.Equal(51, threads.Count);
        Assert.Single(threads.Distinct());
    }

    [Fact]
    [Trait("Spec", "F4")]
    public async Task WaitPoint_MetByALaterEventInTheQueue_StaysOnItsThread()
    {
        var worker = System.Start(async () =>
        {
            var before = Environment.CurrentManagedThreadId;
            for (var i = 0; i < 50; i++) Current.Fire("OTHER");
            Current.Fire("E");
            await WaitEvent("E");
            return before == Environment.CurrentManagedThreadId;
        });

        Assert.Equal(true, await worker.Value());
    }
}
