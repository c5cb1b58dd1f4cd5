using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: what always gets into a full mailbox, and what is handed to it by others.</summary>
public abstract class MailboxDeliveryTests : MailboxConformance
{
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
}
