using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: <c>FireAsync</c> waits for room.</summary>
public abstract class MailboxWaitTests : ConformanceTests
{
    private static readonly EventName<int> Number = new("A");

    private readonly List<object?> _heard = [];

    /// <summary>What the worker's body awaits outside its loop: until then everything stays queued.</summary>
    private readonly TaskCompletionSource _gate = Barriers.Signal();

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_ByAllItsForms_WaitsInLineForRoom()
    {
        var worker = Busy(1);

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
        var worker = Busy(null);

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
        var worker = Busy(1, mode);

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
        var worker = Busy(1);
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
            Bounded(1));
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
            Bounded(1));

        await worker.Value();
        Assert.Equal([0, 1, 2, 3, 4], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_WithoutItsFlowsThread_IsBackAfterwards()
    {
        var worker = Busy(1);
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

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_WhenTheWorkerEndsFirst_IsRejected()
    {
        var worker = System.Create(async () => await _gate.Task, Bounded(1));
        worker.Listen("A", e => _heard.Add(e.Data));
        worker.Start();
        worker.Fire("A", 0);
        var sender = System.Start(async () =>
        {
            var rejected = new List<object?>();
            Listen(WorkerEvents.Reject, e => rejected.Add(((DeadLetter)e.Data!).Event.Data));
            await worker.FireAsync("A", 1);
            return Assert.Single(rejected);
        });
        await sender.AtWaitPoint();
        var outside = worker.FireAsync("A", 2).AsTask();
        _gate.SetResult();

        Assert.Equal(1, await sender.Value());
        await outside.Soon();
        await worker.Ended();
        Assert.Equal([0], _heard);
        Assert.Equal(2, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public void FireAsync_AtAWorkerThatDoesNotRun_IsRejected()
    {
        var idle = System.Create(options: Bounded(1));

        Assert.True(idle.FireAsync("A").AsTask().IsCompletedSuccessfully);

        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_Cancelled_LeavesTheLine()
    {
        var worker = Busy(1);
        using var cancellation = new CancellationTokenSource();
        worker.Fire("A", 0);
        var cancelled = worker.FireAsync("A", 1, cancellation.Token).AsTask();
        var next = worker.FireAsync("A", 2).AsTask();

        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.True(worker.FireAsync("A", 3, cancellation.Token).AsTask().IsCanceled);
        _gate.SetResult();

        await next.Soon();
        await worker.AtWaitPoint();
        Assert.Equal([0, 2], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_ByASenderThatIsToldToStop_TakesTheEventBack()
    {
        var worker = Busy(1);
        worker.Fire("A", 0);
        var sender = System.Start(async () => await worker.FireAsync("A", 1));
        await sender.AtWaitPoint();

        sender.Stop();
        Assert.Equal(WorkerState.Stopped, (await sender.Ended()).State);

        await Release(worker);
        Assert.Equal([0], _heard);
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_InALoopWithRoom_HearsTheStop()
    {
        var worker = System.Start();
        var fired = Barriers.Signal();
        var sender = System.Start(async () =>
        {
            while (true)
            {
                await worker.FireAsync("A");
                fired.TrySetResult();
            }
        });

        await fired.Task.Soon();
        sender.Stop();

        Assert.Equal(WorkerState.Stopped, (await sender.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "E10")]
    [Trait("Spec", "L11")]
    public async Task FireAsync_WhileTheBodyStartsAgain_WaitsOnForTheNextAttempt()
    {
        var backoff = Barriers.Signal();
        var parent = System.Start();
        parent.Listen(WorkerEvents.ChildRestart, _ => backoff.SetResult());
        var attempts = new AttemptCounter();
        var worker = System.Start(
            async () =>
            {
                Listen("A", e => _heard.Add(e.Data));
                if (attempts.Begin() == 1)
                {
                    await _gate.Task;
                    throw new InvalidDataException("boom");
                }

                await WaitForever();
            },
            new WorkerOptions
            {
                Parent = parent,
                Restart = new RestartPolicy { Jitter = 0 },
                Mailbox = new MailboxOptions { Capacity = 1 },
            });
        worker.Fire("A", 0);
        var waiting = worker.FireAsync("A", 1).AsTask();
        _gate.SetResult();
        await backoff.Task.Soon();

        Assert.False(waiting.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => worker.Fire("A", 2));
        Assert.Equal(1, worker.MailboxDepth);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await waiting.Soon();
        await worker.AtWaitPoint();

        Assert.Equal([0, 1], _heard);
        Assert.Equal(0, System.DeadLetters.Count);
    }

    private static WorkerOptions Bounded(int? capacity, MailboxFullMode mode = MailboxFullMode.Wait) =>
        new() { Mailbox = new MailboxOptions { Capacity = capacity, FullMode = mode } };

    private Worker Busy(int? capacity, MailboxFullMode mode = MailboxFullMode.Wait) => System.Start(
        async () =>
        {
            Listen("A", e => _heard.Add(e.Data));
            await _gate.Task;
            await WaitForever();
        },
        Bounded(capacity, mode));

    private Task Release(Worker worker)
    {
        _gate.SetResult();
        return worker.AtWaitPoint();
    }
}
