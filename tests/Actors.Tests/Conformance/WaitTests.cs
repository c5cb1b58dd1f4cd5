using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W1: the waits, and how each tells a result from a timeout.</summary>
public abstract class WaitTests : ConformanceTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);
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
    public async Task WaitTask_TaskEnds_GivesItsResultOrItsError()
    {
        var number = Barriers.Signal<int>();
        var failing = Barriers.Signal();
        var error = new FormatException();
        var worker = System.Start(async () =>
        {
            var result = await Wait(number.Task);
            return (result, await Assert.ThrowsAsync<FormatException>(async () => await Wait(failing.Task)));
        });

        number.SetResult(5);
        failing.SetException(error);

        Assert.Equal((5, error), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_EventsComeMeanwhile_ServesListeners()
    {
        var task = Barriers.Signal();
        var heard = 0;
        var worker = System.Start(async () =>
        {
            Listen("A", _ => heard++);
            await Wait(task.Task);
        });

        worker.Fire("A");
        await worker.AtWaitPoint();
        Assert.Equal(1, heard);

        task.SetResult();
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_WithATimeout_TellsWhetherTheTaskHasEnded()
    {
        var task = Barriers.Signal<int>();
        var worker = System.Start(async () =>
        {
            var first = await Wait(task.Task, Second);
            var second = await Wait(task.Task, Second);
            return (first, second, await Wait(task.Task, Second), await task.Task);
        });
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        task.SetResult(3);

        Assert.Equal((false, true, true, 3), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_FailedOneWithATimeout_DoesNotThrow()
    {
        var worker = System.Start(async () => await Wait(Task.FromException(new FormatException()), Second));

        Assert.Equal(true, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_CancelledOne_ThrowsThatTheTaskWasCancelled()
    {
        var worker = System.Start(async () =>
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Wait(Task.FromCanceled(new CancellationToken(true)))));

        Assert.IsNotType<WorkerExit>((await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_ItEnds_GivesItsResultAndDoesNotThrow()
    {
        var completed = System.Start(async () => (await WaitEvent("GO")).Data);
        var faulted = System.Start(async () =>
        {
            await WaitEvent("GO");
            throw new FormatException();
        }, new WorkerOptions { LogFailures = false });
        var stopped = System.Start();
        var worker = System.Start(async () => new[] { await Wait(completed), await Wait(faulted), await Wait(stopped) });
        await worker.AtWaitPoint();

        completed.Fire("GO", 1);
        faulted.Fire("GO");
        stopped.Stop();

        var results = Assert.IsType<WorkerResult[]>((await worker.Ended()).Value);
        Assert.Equal([WorkerState.Completed, WorkerState.Faulted, WorkerState.Stopped], results.Select(static result => result.State));
        Assert.Equal(1, results[0].Value);
        Assert.IsType<FormatException>(results[1].Error);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_WithATimeout_IsNullWhenItRunsOut()
    {
        var other = System.Start();
        var worker = System.Start(async () => (await Wait(other, Second), await Wait(other, Second)));
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        other.Stop();

        var (first, second) = Assert.IsType<(WorkerResult?, WorkerResult?)>((await worker.Ended()).Value);
        Assert.Null(first);
        Assert.Equal(WorkerState.Stopped, second!.State);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_Itself_IsAClearError()
    {
        var worker = System.Start(async () =>
        {
            var plain = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Wait(Current));
            return plain.Message;
        }, new WorkerOptions { Name = "self" });

        Assert.Contains("/self", (string)(await worker.Ended()).Value!);
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
