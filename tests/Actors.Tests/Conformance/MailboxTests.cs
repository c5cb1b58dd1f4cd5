using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: how much a mailbox holds, what happens when it is full, and what always gets in.</summary>
public abstract class MailboxTests : MailboxConformance
{
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
    [InlineData(0, MailboxFullMode.Wait)]
    [InlineData(-1, MailboxFullMode.DropNewest)]
    [InlineData(1, (MailboxFullMode)9)]
    [InlineData(null, MailboxFullMode.DropOldest)]
    [Trait("Spec", "E10")]
    public void Create_WithAMailboxThatCannotBe_Throws(int? capacity, MailboxFullMode mode) =>
        Assert.ThrowsAny<ArgumentException>(() => System.Create(options: Bounded(mode, capacity)));
}
