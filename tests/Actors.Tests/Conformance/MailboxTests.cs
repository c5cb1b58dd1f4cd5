using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: how much a mailbox holds, what happens when it is full, and what always gets in.</summary>
public abstract class MailboxTests : ConformanceTests
{
    private const int Deep = 100_000;

    /// <summary>What the busy worker has heard; a test with two of them looks at none.</summary>
    private readonly List<object?> _heard = [];

    /// <summary>What the worker's body awaits outside its loop: until then everything stays queued.</summary>
    private readonly TaskCompletionSource _gate = Barriers.Signal();

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Fire_AtAFullWaitingMailbox_ThrowsAndSaysWhatToDo()
    {
        var worker = Busy(MailboxFullMode.Wait, 2);
        worker.Fire("A", 0);
        worker.Fire(new Event("A", 1));

        var error = Assert.Throws<InvalidOperationException>(() => worker.Fire("A", 2));
        Assert.Throws<InvalidOperationException>(() => worker.Fire(new EventName<int>("A"), 3));
        Assert.Throws<InvalidOperationException>(() => worker.Fire(new Event("A", 4)));

        Assert.Contains("/busy", error.Message);
        Assert.Contains("'A'", error.Message);
        Assert.Contains("FireAsync", error.Message);
        await Release(worker);
        Assert.Equal([0, 1], _heard);
        Assert.Equal(0, worker.DroppedEvents);
        worker.Fire("A", 5);
        await worker.AtWaitPoint();
        Assert.Equal([0, 1, 5], _heard);
    }

    [Theory]
    [InlineData(MailboxFullMode.DropNewest, new[] { 0, 1, 2 })]
    [InlineData(MailboxFullMode.DropOldest, new[] { 2, 3, 4 })]
    [Trait("Spec", "E10")]
    public async Task Fire_AtAFullDroppingMailbox_DropsAndCounts(MailboxFullMode mode, int[] heard)
    {
        var worker = Busy(mode, 3);

        for (var i = 0; i < 5; i++) worker.Fire("A", i);
        Assert.Equal(3, worker.MailboxDepth);
        await Release(worker);

        Assert.Equal(heard.Cast<object?>(), _heard);
        Assert.Equal((2, 2), (worker.DroppedEvents, System.DroppedEvents));
        Assert.Equal(0, System.DeadLetters.Count);
        var warning = Assert.Single(Log.Entries, static e => e.Level == LogLevel.Warning);
        Assert.Contains("/busy", warning.Text);
        Assert.Contains(mode.ToString(), warning.Text);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task DropOldest_WithCallbacksInBetween_KeepsTheOrder()
    {
        var worker = Busy(MailboxFullMode.DropOldest, 2);

        worker.Fire("A", 0);
        worker.Later(() => _heard.Add("x"));
        worker.Fire("A", 1);
        worker.Later(() => _heard.Add("y"));
        worker.Fire("A", 2);
        worker.Later(() => _heard.Add("z"));
        worker.Fire("A", 3);
        await Release(worker);

        Assert.Equal(["x", "y", 2, "z", 3], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Fire_AfterManyCallbacks_KeepsTheOrder()
    {
        var again = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                Listen("A", e => _heard.Add(e.Data));
                await _gate.Task;
                await Update();
                await again.Task;
                await WaitForever();
            },
            Bounded(MailboxFullMode.Wait, 4));
        for (var i = 0; i < 20_000; i++) worker.Later(static () => { });
        await Release(worker);

        worker.Fire("A", 0);
        worker.Later(() => _heard.Add("x"));
        worker.Fire("A", 1);
        again.SetResult();
        await worker.AtWaitPoint();

        Assert.Equal([0, "x", 1], _heard);
        Assert.DoesNotContain(Log.Entries, static e => e.Level == LogLevel.Warning);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task DropOldest_OfAMillionAtABusyWorker_HoldsNoMoreThanItsCapacity()
    {
        var worker = Busy(MailboxFullMode.DropOldest, 4);

        for (var i = 0; i < 1_000_000; i++) worker.Fire("A", i);
        Assert.Equal(4, worker.MailboxDepth);
        await Release(worker);

        Assert.Equal([999_996, 999_997, 999_998, 999_999], _heard);
        Assert.Equal(999_996, worker.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Fire_AtAFullRejectingMailbox_TellsTheSender()
    {
        var worker = Busy(MailboxFullMode.Reject, 1);

        var sender = System.Start(async () =>
        {
            worker.Fire("A", 0);
            worker.Fire("A", 1);
            return (await WaitEvent(WorkerEvents.Reject, worker)).Data;
        });

        var letter = Assert.IsType<DeadLetter>((await sender.Ended()).Value);
        Assert.Equal((1, DeadLetterReason.MailboxFull), (letter.Event.Data, letter.Reason));
        Assert.Same(worker, letter.Worker);
        Assert.Equal((1, 0), (System.DeadLetters.Count, worker.DroppedEvents));
        Assert.Contains(Log.Entries, static e => e.Text.Contains("full") && e.Text.Contains("/busy"));
        await Release(worker);
        Assert.Equal([0], _heard);
    }

    [Theory]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task Fire_InAListenerAtAFullMailbox_NeverThrowsButWhereItWouldWait(MailboxFullMode mode)
    {
        var worker = Busy(mode, 1);
        var waiting = Busy(MailboxFullMode.Wait, 1);
        var sender = System.Start();
        var done = 0;
        sender.Listen("GO", _ =>
        {
            for (var i = 0; i < 3; i++) worker.Fire("A", i);
            done++;
        });
        sender.Listen("FAIL", _ =>
        {
            for (var i = 0; i < 3; i++) waiting.Fire("A", i);
            done++;
        });
        var failure = Barriers.Signal<ListenerFailure>();
        sender.Listen(WorkerEvents.ListenerError, e => failure.SetResult((ListenerFailure)e.Data!));

        sender.Fire("GO");
        sender.Fire("FAIL");

        Assert.Contains("FireAsync", (await failure.Task.Soon()).Exception.Message);
        Assert.Equal(1, done);
        await Release(worker);
    }

    [Theory]
    [InlineData(MailboxFullMode.Wait)]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task ControlEventsAndCallbacks_AtAFullMailbox_GetInAndDropNothing(MailboxFullMode mode)
    {
        var worker = Busy(mode, 1);
        worker.Fire("A", 0);

        worker.Later(() => _heard.Add("later"));
        worker.Pause().Resume();
        worker.Later(() => _heard.Add("timed"), TimeSpan.FromSeconds(1));
        Time.Advance(TimeSpan.FromSeconds(1));
        worker.Stop();
        _gate.SetResult();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal([0, "later", "timed"], _heard);
        Assert.Equal(0, worker.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task ChildEnd_AtAFullMailbox_GetsIn()
    {
        Worker? child = null;
        var started = Barriers.Signal();
        var parent = System.Start(
            async () =>
            {
                Listen(WorkerEvents.ChildEnd, e => _heard.Add(e.Target));
                child = Start(() => Task.CompletedTask);
                started.SetResult();
                await _gate.Task;
                await WaitForever();
            },
            Bounded(MailboxFullMode.Wait, 1));
        await started.Task.Soon();
        parent.Fire("A");

        await child!.Ended();
        await Release(parent);

        Assert.Equal([child], _heard);
    }

    [Theory]
    [InlineData(MailboxFullMode.Wait)]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public async Task Pub_ToAFullMailbox_DropsAndCountsAndNeverThrows(MailboxFullMode mode)
    {
        var worker = Busy(mode, 1);
        var other = System.Start();
        var channel = new Channel(system: System);
        channel.Sub(worker);
        channel.Sub(other);

        Assert.Equal(2, channel.Pub("A", 0));
        Assert.Equal(mode == MailboxFullMode.DropOldest ? 2 : 1, channel.Pub("A", 1));
        await Release(worker);

        Assert.Equal([mode == MailboxFullMode.DropOldest ? 1 : 0], _heard);
        Assert.Equal((1, 1), (worker.DroppedEvents, System.DroppedEvents));
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task BubbleAndBroadcast_ToAFullMailbox_DropAndCount()
    {
        var parent = Busy(MailboxFullMode.Wait, 1);
        var child = System.Start(Bounded(MailboxFullMode.Reject, 1, parent));
        parent.Fire("A", 0);

        child.Bubble("A", 1);
        Assert.Equal(1, parent.DroppedEvents);

        await Release(parent);
        Assert.Equal([0], _heard);
        parent.Broadcast("B");
        await child.AtWaitPoint();
        Assert.Equal(0, child.DroppedEvents);
    }

    [Theory]
    [InlineData(MailboxFullMode.Wait, new[] { 0, 1, 2 })]
    [InlineData(MailboxFullMode.DropNewest, new[] { 0, 1, 2 })]
    [InlineData(MailboxFullMode.DropOldest, new[] { 2, 3, 4 })]
    [Trait("Spec", "E10")]
    public async Task Pause_WithABoundedMailbox_HoldsNoMoreThanItsCapacityForTheBody(MailboxFullMode mode, int[] kept)
    {
        var worker = System.Start(
            async () =>
            {
                while (true) _heard.Add((await WaitEvent("A")).Data);
            },
            Bounded(mode, 3));
        worker.Pause();
        await worker.AtWaitPoint();

        for (var i = 0; i < 5; i++)
        {
            if (i >= 3 && mode == MailboxFullMode.Wait) Assert.Throws<InvalidOperationException>(() => worker.Fire("A", i));
            else worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        Assert.Equal(3, worker.MailboxDepth);
        worker.Resume();
        await worker.AtWaitPoint();
        Assert.Equal(kept.Cast<object?>(), _heard);
        Assert.Equal(mode == MailboxFullMode.Wait ? 0 : 2, worker.DroppedEvents);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E10")]
    [Trait("Spec", "L7")]
    public async Task DropOldest_AmongWhatIsHeldForAPausedBody_SparesTheWaitThatEnded()
    {
        var worker = System.Start(
            async () =>
            {
                await Sleep(TimeSpan.FromSeconds(1));
                while (true) _heard.Add((await WaitEvent("A")).Data);
            },
            Bounded(MailboxFullMode.DropOldest, 2));
        worker.Pause();
        await worker.AtWaitPoint();
        Time.Advance(TimeSpan.FromSeconds(1));
        await worker.AtWaitPoint();

        for (var i = 0; i < 5; i++)
        {
            worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        worker.Resume();
        await worker.AtWaitPoint();
        Assert.Equal([3, 4], _heard);
        Assert.Equal(3, worker.DroppedEvents);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Start_AfterARunThatEndedFull_BeginsWithRoom()
    {
        var worker = Busy(MailboxFullMode.DropNewest, 1);
        worker.Fire("A", 0);
        worker.Fire("A", 1);
        worker.Stop();
        _gate.SetResult();
        await worker.Ended();

        worker.Start();
        worker.Fire("A", 2);
        await worker.AtWaitPoint();

        Assert.Equal([0, 2], _heard);
        Assert.Equal(1, worker.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Fire_AtAnUnboundedMailbox_WarnsOnceWhenItHoldsAHundredThousand()
    {
        var worker = Busy(MailboxFullMode.Wait, null);

        for (var i = 0; i < Deep - 1; i++) worker.Fire("A");
        Assert.DoesNotContain(Log.Entries, static e => e.Level == LogLevel.Warning);
        for (var i = 0; i < Deep; i++) worker.Fire("A");
        await Release(worker);

        var warning = Assert.Single(Log.Entries, static e => e.Level == LogLevel.Warning);
        Assert.Contains("/busy", warning.Text);
        Assert.Equal((2 * Deep) - 1, _heard.Count);
        Assert.Equal(0, worker.DroppedEvents);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task Fire_AtAPausedWorker_CountsWhatIsHeldForItsBodyToo()
    {
        const int step = 10_000;
        var worker = System.Start(WaitForeverAsync);
        worker.Pause();

        for (var i = 0; i < Deep / step; i++)
        {
            Assert.DoesNotContain(Log.Entries, static e => e.Level == LogLevel.Warning);
            for (var j = 0; j < step; j++) worker.Fire("A");
            await worker.AtWaitPoint();
        }

        await worker.AtWaitPoint();
        Assert.Single(Log.Entries, static e => e.Level == LogLevel.Warning);
    }

    [Theory]
    [InlineData(0, MailboxFullMode.Wait)]
    [InlineData(-1, MailboxFullMode.DropNewest)]
    [InlineData(1, (MailboxFullMode)9)]
    [InlineData(null, MailboxFullMode.DropOldest)]
    [Trait("Spec", "E10")]
    public void Create_WithAMailboxThatCannotBe_Throws(int? capacity, MailboxFullMode mode) =>
        Assert.ThrowsAny<ArgumentException>(() => System.Create(options: Bounded(mode, capacity)));

    private static async Task WaitForeverAsync() => await WaitForever();

    private static WorkerOptions Bounded(MailboxFullMode mode, int? capacity, Worker? parent = null) => new()
    {
        Name = "busy",
        Parent = parent is null ? WorkerParent.Current : parent,
        Mailbox = new MailboxOptions { Capacity = capacity, FullMode = mode },
    };

    private Worker Busy(MailboxFullMode mode, int? capacity) => System.Start(
        async () =>
        {
            Listen("A", e =>
            {
                lock (_heard) _heard.Add(e.Data);
            });
            await _gate.Task;
            await WaitForever();
        },
        Bounded(mode, capacity));

    private Task Release(Worker worker)
    {
        _gate.SetResult();
        return worker.AtWaitPoint();
    }
}
