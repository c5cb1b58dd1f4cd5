using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W1: the waits, and how each tells a result from a timeout.</summary>
public abstract class WaitTests : ConformanceTests
{
    private static readonly EventName<string?> Text = new("TEXT");

    [Fact]
    [Trait("Spec", "W1")]
    public async Task Sleep_TimeIsOver_GoesOn()
    {
        var worker = System.Start(async () => await Sleep(Second));
        await worker.AtWaitPoint();

        Time.Advance(Second);

        Assert.Equal(WorkerState.Completed, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task Sleep_EventsComeMeanwhile_ServesListenersAndSleepsOn()
    {
        var heard = 0;
        var worker = System.Start(async () =>
        {
            Listen("A", _ => heard++);
            await Sleep(Second);
        });

        worker.Fire("A");
        worker.Fire("B");
        await worker.AtWaitPoint();
        Assert.Equal((1, WorkerState.Running), (heard, worker.State));

        Time.Advance(Second);
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitForever_TimePassesAndEventsCome_EndsByStopOnly()
    {
        var worker = System.Start(async () => await WaitForever());
        await worker.AtWaitPoint();

        worker.Fire("A");
        Time.Advance(TimeSpan.FromDays(10_000));
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);

        worker.Stop();
        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitsForEvents_WithoutTimeout_WaitHoweverLongItTakes()
    {
        var worker = System.Start(async () =>
        {
            await WaitEvent("A");
            await WaitEvent(Text);
            await WaitUntil(static e => e.Name == "C");
            await WaitEvent("D", Timeout.InfiniteTimeSpan);
            return "done";
        });
        foreach (var name in new[] { "A", "TEXT", "C", "D" })
        {
            await worker.AtWaitPoint();
            Time.Advance(TimeSpan.FromDays(10_000));
            await worker.AtWaitPoint();
            Assert.Equal(WorkerState.Running, worker.State);
            worker.Fire(name);
        }

        Assert.Equal("done", (await worker.Ended()).Value);
    }

    [Theory]
    [InlineData("WaitEvent")]
    [InlineData("WaitEvent<T>")]
    [InlineData("WaitUntil")]
    [Trait("Spec", "W1")]
    public async Task WaitForAnEvent_TimeRunsOut_IsNull(string wait)
    {
        var worker = System.Start(async () => await EventOrNull(wait));
        await worker.AtWaitPoint();

        Time.Advance(Second);

        Assert.Null((await worker.Ended()).Value);
    }

    [Theory]
    [InlineData("WaitEvent")]
    [InlineData("WaitEvent<T>")]
    [InlineData("WaitUntil")]
    [Trait("Spec", "W1")]
    public async Task WaitForAnEvent_EventWithoutDataInTime_IsThatEvent(string wait)
    {
        var worker = System.Start(async () => await EventOrNull(wait));
        await worker.AtWaitPoint();

        worker.Fire("TEXT");

        var e = Assert.IsAssignableFrom<Event>((await worker.Ended()).Value);
        Assert.Equal("TEXT", e.Name);
        Assert.Null(e.Data);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitEvent_TimeRunsOut_LeavesTheEventToTheNextWait()
    {
        var worker = System.Start(async () =>
        {
            Assert.Null(await WaitEvent("A", Second));
            return (await WaitEvent("A", Second))!.Data;
        });
        await worker.AtWaitPoint();

        Time.Advance(Second);
        worker.Fire("A", 1);

        Assert.Equal(1, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitEvent_EndedInTime_IsNotEndedAgainByItsTimeout()
    {
        // The same wait, again and again: what is left of one must not end the next.
        var worker = System.Start(async () =>
        {
            var count = 0;
            while (await WaitEvent("A", Second) is not null) count++;
            return count;
        });
        for (var i = 0; i < 10; i++)
        {
            await worker.AtWaitPoint();
            Time.Advance(Second - TimeSpan.FromTicks(1));
            worker.Fire("A");
        }

        await worker.AtWaitPoint();
        Time.Advance(Second);
        Assert.Equal(10, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitEvent_EventAndTimeoutBothQueued_TheFirstEndsItAndNothingEndsTheNext()
    {
        var isBusy = Barriers.Signal();
        var goOn = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Listen("BUSY", async _ =>
            {
                isBusy.SetResult();
                await goOn.Task;
            });
            var first = await WaitEvent("A", Second);
            var second = await WaitEvent("A", Second);
            return (first?.Data, second?.Data);
        });
        worker.Fire("BUSY");
        await isBusy.Task.Soon();
        worker.Fire("A", 1);
        Time.Advance(Second);
        goOn.SetResult();
        await worker.AtWaitPoint();
        worker.Fire("A", 2);

        Assert.Equal(((object?)1, (object?)2), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task Waits_NegativeTime_IsAnError()
    {
        var worker = System.Start(async () =>
        {
            var negative = TimeSpan.FromSeconds(-2);
            var other = System.Create();
            Func<Task>[] waits =
            [
                async () => await Sleep(negative),
                async () => await WaitEvent("A", negative),
                async () => await WaitEvent(Text, negative),
                async () => await WaitUntil(static _ => true, negative),
                async () => await Wait(other.Completion, negative),
                async () => await Wait(other, negative),
            ];
            foreach (var wait in waits) await Assert.ThrowsAsync<ArgumentOutOfRangeException>(wait);
        });

        (await worker.Ended()).ThrowIfFaulted();
    }

    private static async Task<Event?> EventOrNull(string wait) => wait switch
    {
        "WaitEvent" => await WaitEvent("TEXT", Second),
        "WaitEvent<T>" => await WaitEvent(Text, Second),
        _ => await WaitUntil(static e => e.Name == "TEXT", Second),
    };
}
