using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: <c>FireAsync</c> waits for room.</summary>
public abstract class MailboxWaitTests : MailboxConformance
{
    private static readonly EventName<int> Number = new("A");

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_ByAllItsForms_WaitsInLineForRoom()
    {
        var worker = Busy(MailboxFullMode.Wait, 1);

        var first = worker.FireAsync("A", 0).AsTask();
        var second = worker.FireAsync(Number, 1).AsTask();
        var third = worker.FireAsync(new Event("A", 2)).AsTask();
        var fourth = worker.FireAsync("A", 3).AsTask();
        Assert.True(first.IsCompletedSuccessfully);
        Assert.False(second.IsCompleted || third.IsCompleted || fourth.IsCompleted);
        Assert.Equal(1, worker.MailboxDepth);
        _gate.SetResult();

        await Task.WhenAll(second, third, fourth).Soon();
        await worker.AtWaitPoint();
        Assert.Equal([0, 1, 2, 3], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_AtAnUnboundedMailbox_IsDoneAtOnce()
    {
        var worker = Busy(MailboxFullMode.Wait, null);

        for (var i = 0; i < 1000; i++) Assert.True(worker.FireAsync("A", i).AsTask().IsCompletedSuccessfully);
        await Release(worker);

        Assert.Equal(Enumerable.Range(0, 1000).Cast<object?>(), _heard);
    }

    [Theory]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task FireAsync_WhereNobodyWaits_DoesAsFire(MailboxFullMode mode)
    {
        var worker = Busy(mode, 1);

        Assert.True(worker.FireAsync("A", 0).AsTask().IsCompletedSuccessfully);
        Assert.True(worker.FireAsync("A", 1).AsTask().IsCompletedSuccessfully);
        await Release(worker);

        Assert.Equal([mode == MailboxFullMode.DropOldest ? 1 : 0], _heard);
        Assert.Equal(1, worker.DroppedEvents + System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_InAWorker_IsAWaitPoint()
    {
        var worker = Busy(MailboxFullMode.Wait, 1);
        worker.Fire("A", 0);
        var heardMeanwhile = Barriers.Signal();
        var sender = System.Start(async () =>
        {
            Listen("B", _ => heardMeanwhile.SetResult());
            await worker.FireAsync("A", 1);
            return Current;
        });

        sender.Fire("B");
        await heardMeanwhile.Task.Soon();
        Assert.Contains("Wait", sender.Status.WaitsFor);
        _gate.SetResult();

        Assert.Same(sender, await sender.Value());
        await worker.AtWaitPoint();
        Assert.Equal([0, 1], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_OfTwoWorkersAtEachOthersFullMailbox_GoesOn()
    {
        const int events = 2000;
        var ready = Barriers.Signal<Worker>();
        var left = Pair(ready.Task);
        var right = Pair(Task.FromResult(left));
        ready.SetResult(right);

        Assert.Equal(events, await left.Value());
        Assert.Equal(events, await right.Value());

        Worker Pair(Task<Worker> other) => System.Start(
            async () =>
            {
                var heard = 0;
                var all = Barriers.Signal();
                Listen("N", e =>
                {
                    Assert.Equal(heard++, e.Data);
                    if (heard == events) all.SetResult();
                });
                var peer = await other;
                for (var i = 0; i < events; i++) await peer.FireAsync("N", i);
                await Wait(all.Task);
                return heard;
            },
            Bounded(MailboxFullMode.Wait, 1));
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_AtTheOwnFullMailbox_HandlesItMeanwhile()
    {
        var worker = System.Start(
            async () =>
            {
                Listen("A", e => _heard.Add(e.Data));
                for (var i = 0; i < 5; i++) await Current.FireAsync("A", i);
                await Update();
            },
            Bounded(MailboxFullMode.Wait, 1));

        await worker.Value();
        Assert.Equal([0, 1, 2, 3, 4], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_WithoutItsFlowsThread_IsBackAfterwards()
    {
        var worker = Busy(MailboxFullMode.Wait, 1);
        var sender = System.Start(
            async () =>
            {
                var thread = Environment.CurrentManagedThreadId;
                await Task.Run(static () => { }).ConfigureAwait(false);
                await worker.FireAsync("A", 0);
                var afterRoom = Environment.CurrentManagedThreadId;
                await Task.Run(static () => { }).ConfigureAwait(false);
                _gate.SetResult();
                await worker.FireAsync("A", 1);
                return (afterRoom == thread, Environment.CurrentManagedThreadId == thread);
            },
            new WorkerOptions { Dispatcher = WorkerDispatcher.DedicatedThread });

        Assert.Equal((true, true), await sender.Value());
        await worker.AtWaitPoint();
        Assert.Equal([0, 1], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_InASynchronousListener_SaysThatItCannotWait()
    {
        var roomy = System.Start();
        var sender = System.Start();
        var failure = Barriers.Signal<ListenerFailure>();
        sender.Listen(WorkerEvents.ListenerError, e => failure.SetResult((ListenerFailure)e.Data!));
        sender.Listen("GO", e => Assert.True(roomy.FireAsync("A").AsTask().IsCompleted));

        sender.Fire("GO");

        Assert.Contains("FireAsync", Assert.IsType<InvalidOperationException>((await failure.Task.Soon()).Exception).Message);
    }
}
