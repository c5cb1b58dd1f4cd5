using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E11: what is kept for a loop has its place in the mailbox, and back pressure from it.</summary>
public abstract class EventStreamKeepTests : EventStreamConformance
{
    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_KeptForALoop_HoldTheSendersOfABoundedMailboxBack()
    {
        const int capacity = 2;
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    await Sleep(TimeSpan.FromSeconds(1));
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = capacity } });
        await worker.AtWaitPoint();

        // One is worked on, two are kept, whoever comes then waits.
        for (var i = 0; i <= capacity; i++)
        {
            await worker.FireAsync("A", i).AsTask().Soon();
            await worker.AtWaitPoint();
        }

        var third = worker.FireAsync("A", 3).AsTask();
        var fourth = worker.FireAsync("A", 4).AsTask();
        await worker.AtWaitPoint();
        Assert.Equal([0], _heard);
        Assert.Equal(capacity, worker.MailboxDepth);
        Assert.False(third.IsCompleted || fourth.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(1));
        await third.Soon();
        await worker.AtWaitPoint();
        Assert.Equal([0, 1], _heard);
        Assert.False(fourth.IsCompleted);

        Time.Advance(TimeSpan.FromSeconds(1));
        await fourth.Soon();
        for (var i = 0; i < 3; i++)
        {
            await worker.AtWaitPoint();
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await worker.AtWaitPoint();
        Assert.Equal([0, 1, 2, 3, 4], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_KeptBeyondTheCapacityOfADroppingMailbox_LoseTheOldest()
    {
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    await Sleep(TimeSpan.FromSeconds(1));
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2, FullMode = MailboxFullMode.DropOldest } });

        for (var i = 0; i < 6; i++)
        {
            worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        for (var i = 0; i < 3; i++)
        {
            Time.Advance(TimeSpan.FromSeconds(1));
            await worker.AtWaitPoint();
        }

        Assert.Equal([0, 4, 5], _heard);
        Assert.Equal(3, worker.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Pause_OfAWorkerInALoop_KeepsTheEventsForIt()
    {
        var worker = System.Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events("A")) _heard.Add(e.Data);
        });
        worker.Pause();
        for (var i = 0; i < 3; i++) worker.Fire("A", i);
        await worker.AtWaitPoint();
        Assert.Empty(_heard);

        worker.Resume();
        await worker.AtWaitPoint();

        Assert.Equal([0, 1, 2], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_WithoutItsFlowsThread_SeesAllAndIsBackEachTime()
    {
        const int events = 200;
        var worker = System.Start(
            async () =>
            {
                var thread = Environment.CurrentManagedThreadId;
                var elsewhere = 0;
                await foreach (var e in CurrentWorker.Events("A").ConfigureAwait(false))
                {
                    if (Environment.CurrentManagedThreadId != thread) elsewhere++;
                    _heard.Add(e.Data);
                    if (_heard.Count == events) break;
                    if (_heard.Count % 2 == 0) await Task.Run(static () => { }).ConfigureAwait(false);
                }

                return elsewhere;
            },
            new WorkerOptions { Dispatcher = WorkerDispatcher.DedicatedThread, Mailbox = new MailboxOptions { Capacity = 3 } });

        for (var i = 0; i < events; i++) await worker.FireAsync("A", i).AsTask().Soon();

        Assert.Equal(0, await worker.Value());
        Assert.Equal(Enumerable.Range(0, events).Cast<object?>(), _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_ThatEndsOffItsFlow_GivesThePlacesBack()
    {
        var ended = Barriers.Signal();
        var go = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    await WaitEvent("GO");
                    go.SetResult();
                    await Task.Run(static () => { }).ConfigureAwait(false);
                    break;
                }

                ended.SetResult();
                await WaitForever();
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2 } });
        worker.Fire("A", 0);
        await worker.AtWaitPoint();
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        worker.Fire("GO");
        await ended.Task.Soon();
        await worker.AtWaitPoint();

        Assert.Equal(0, worker.MailboxDepth);
        worker.Fire("B");
        worker.Fire("B");
        await worker.AtWaitPoint();
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_FromManySenders_LoseNothingWithABoundedMailbox()
    {
        const int senders = 4;
        const int each = 1000;
        var worker = System.Start(
            async () =>
            {
                await foreach (var e in CurrentWorker.Events("A"))
                {
                    _heard.Add(e.Data);
                    if (_heard.Count == senders * each) break;
                    if (_heard.Count % 3 == 0) await Update();
                    if (_heard.Count % 7 == 0) await Task.Yield();
                }
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 5 } });

        var most = 0;
        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Task.Run(async () =>
        {
            for (var i = 0; i < each; i++)
            {
                await worker.FireAsync("A", (sender, i));
                if (sender == 0) most = Math.Max(most, worker.MailboxDepth);
            }
        }))).Soon();
        await worker.Value();

        foreach (var sender in _heard.Cast<(int Sender, int Number)>().GroupBy(static e => e.Sender))
        {
            Assert.Equal(Enumerable.Range(0, each), sender.Select(static e => e.Number));
        }
    }
}
