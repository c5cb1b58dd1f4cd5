using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: what is kept for a paused body, and for a run that ended.</summary>
public abstract class MailboxHeldTests : MailboxConformance
{
    private const int Deep = 100_000;

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

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "E10")]
    public async Task DropOldest_WhatAListenerHasHandled_IsNotCountedAsDropped(bool isPaused)
    {
        var heard = 0;
        var worker = System.Start(
            async () =>
            {
                if (isPaused) await WaitEvent("NEVER");
                else await ReadOne();
            },
            Bounded(MailboxFullMode.DropOldest, 2));
        worker.Listen("N", _ => heard++);
        await worker.AtWaitPoint();
        if (isPaused) worker.Pause();

        for (var i = 0; i < 10; i++)
        {
            worker.Fire("N", i);
            await worker.AtWaitPoint();
        }

        Assert.Equal((10, 0), (heard, worker.DroppedEvents));

        static async Task ReadOne()
        {
            await foreach (var _ in CurrentWorker.Events("N")) await WaitEvent("NEVER");
        }
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

    private static async Task WaitForeverAsync() => await WaitForever();
}
