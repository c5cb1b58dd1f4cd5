using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>What a probe tells a test.</summary>
public sealed class ProbeTests : ClockTests
{
    private static readonly EventName<int> Number = new("NUMBER");

    private readonly VirtualTime _time = new();

    [Fact]
    public async Task ExpectEvent_OfAWorkerThatSleepsFirst_RunsTheClockToIt()
    {
        var probe = Probe.Start(SystemOn(_time));
        Sender(probe, Hour, "DONE", 7);

        var e = await probe.Within(Hour).ExpectEvent("DONE").Soon();

        Assert.Equal((7, "/sender", Hour), (e.Data, e.Target?.Path, _time.Elapsed));
    }

    [Fact]
    public async Task ExpectEvent_ThatCameBefore_TakesTheOldestOnceAndLeavesTheOthers()
    {
        var probe = Probe.Start(SystemOn(_time));
        foreach (var i in new[] { 1, 2, 3 }) probe.Worker.Fire(Number, i);
        probe.Worker.Fire("OTHER");

        Assert.Equal(1, (await probe.ExpectEvent(Number).Soon()).Data);
        Assert.Equal(3, (await probe.ExpectEvent(Number, static n => n > 2).Soon()).Data);
        Assert.Equal(2, (await probe.ExpectEvent("NUMBER", static e => e.Data is 2).Soon()).Data);
        await probe.ExpectEvent("OTHER").Soon();
        await probe.ExpectNoEvent().Soon();
        Assert.Equal(["NUMBER", "NUMBER", "NUMBER", "OTHER"], probe.Events.Select(static e => e.Name));
    }

    [Fact]
    public async Task ExpectEvent_ByTwoAtATime_GivesEachOne()
    {
        var probe = Probe.Start(SystemOn(_time));
        var hold = _time.Hold();
        var (first, second) = (probe.ExpectEvent(Number), probe.ExpectEvent(Number));

        probe.Worker.Fire(Number, 1);
        probe.Worker.Fire(Number, 2);
        hold.Dispose();

        Assert.Equal([1, 2], new[] { (await first.Soon()).Data, (await second.Soon()).Data }.Order());
    }

    [Fact]
    public async Task ExpectEvent_NoneInTime_SaysWhatCameAndWhatEverybodyWaitsFor()
    {
        var system = SystemOn(_time);
        var probe = Probe.Start(system, "ear");
        Sender(probe, Second, "WRONG", 7);
        system.Start(async () => await WaitEvent("GO"), new() { Name = "waiter" });

        var error = await Assert.ThrowsAsync<ExpectationException>(() => probe.Within(Hour).ExpectEvent("DONE").Soon());

        Assert.Equal(Hour, _time.Elapsed);
        Assert.Contains("event 'DONE' did not come at '/ear' within 01:00:00.", error.Message, StringComparison.Ordinal);
        Assert.Contains("What else came:", error.Message, StringComparison.Ordinal);
        Assert.Contains("'WRONG' with 7 from /sender", error.Message, StringComparison.Ordinal);
        Assert.Contains("/waiter (Running, 0 queued) waits for WaitEvent(GO)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task ExpectEvent_ConditionThrows_ThrowsItsError()
    {
        var probe = Probe.Start(SystemOn(_time));
        probe.Worker.Fire("A");
        var expected = probe.ExpectEvent("A", static _ => throw new FormatException());

        await Assert.ThrowsAsync<FormatException>(() => expected.Soon());
        probe.Worker.Fire("B");
        await probe.ExpectEvent("B").Soon();
    }

    [Fact]
    public async Task ExpectNoEvent_NoneForTheTime_MovesTheClockByIt()
    {
        var probe = Probe.Start(SystemOn(_time));
        Sender(probe, Hour, "LATE", null);

        await probe.Within(Hour - Second).ExpectNoEvent().Soon();
        Assert.Equal(Hour - Second, _time.Elapsed);

        await probe.Within(Second).ExpectNoEvent("OTHER").Soon();
        await probe.Within(TimeSpan.Zero).ExpectEvent("LATE").Soon();
    }

    [Theory]
    [InlineData(null)]
    [InlineData("LATE")]
    public async Task ExpectNoEvent_OneComes_SaysWhich(string? name)
    {
        var probe = Probe.Start(SystemOn(_time));
        Sender(probe, Second, "LATE", 7);

        var error = await Assert.ThrowsAsync<ExpectationException>(() => probe.ExpectNoEvent(name).Soon());

        Assert.Contains("'LATE' with 7 from /sender came, and should not have", error.Message, StringComparison.Ordinal);
        Assert.Equal(Second, _time.Elapsed);
    }

    [Fact]
    public async Task ExpectNoEvent_OneCameThatNobodyExpected_Fails()
    {
        var probe = Probe.Start(SystemOn(_time));
        probe.Worker.Fire("EARLY");
        await _time.SettleAsync().Soon();

        await Assert.ThrowsAsync<ExpectationException>(() => probe.ExpectNoEvent().Soon());
    }

    [Fact]
    public async Task ExpectEnd_OfAWorker_GivesItsResult()
    {
        var probe = Probe.Start(SystemOn(_time));
        var sender = Sender(probe, Hour, "E", null);

        Assert.Equal(WorkerState.Completed, (await probe.Within(Hour).ExpectEnd(sender).Soon()).State);
        Assert.Equal(WorkerState.Completed, (await probe.ExpectEnd(sender).Soon()).State);
    }

    [Fact]
    public async Task ExpectEnd_NotInTime_SaysWhatItWaitsFor()
    {
        var probe = Probe.Start(SystemOn(_time));
        var sender = Sender(probe, Hour, "E", null);

        var error = await Assert.ThrowsAsync<ExpectationException>(() => probe.ExpectEnd(sender).Soon());

        Assert.Contains("Worker '/sender' did not end at '/probe' within 00:00:03", error.Message, StringComparison.Ordinal);
        Assert.Contains("/sender (Running, 0 queued) waits for Sleep(01:00:00)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Probe_AsParentAndSubscriber_GetsWhatAWorkerWould()
    {
        var system = SystemOn(_time);
        var probe = Probe.Start(system);
        var news = new Channel("news", system);
        news.Sub(probe.Worker);
        system.Start(
            () =>
            {
                Bubble("UP");
                news.Pub("NEWS");
                throw new FormatException();
            },
            new() { Parent = probe.Worker, LogFailures = false });

        await probe.ExpectEvent(WorkerEvents.ChildStart).Soon();
        await probe.ExpectEvent("UP").Soon();
        await probe.ExpectEvent("NEWS").Soon();
        Assert.IsType<FormatException>((await probe.ExpectEvent(WorkerEvents.ChildError).Soon()).Data);
        await probe.ExpectEvent(WorkerEvents.ChildEnd).Soon();
        await probe.ExpectNoEvent().Soon();
    }

    [Fact]
    public async Task Expectations_OnAManualClock_EndWhenTheWorkersHaveSettled()
    {
        var time = new VirtualTime(ClockMode.Manual);
        var probe = Probe.Start(SystemOn(time)).Within(2 * Hour);
        Sender(probe, Hour, "DONE", null);

        await Assert.ThrowsAsync<ExpectationException>(() => probe.ExpectEvent("DONE").Soon());
        Assert.Equal(TimeSpan.Zero, time.Elapsed);

        time.Advance(Hour);
        await probe.ExpectEvent("DONE").Soon();
        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    public async Task Expectations_OnAnyOtherClock_WaitByIt()
    {
        var time = new VirtualTime(ClockMode.Manual);
        await using var system = new WorkerSystem(new WorkerSystemOptions { Engine = WorkerEngine.Embedded, TimeProvider = new UnwatchedClock(time) });
        var probe = Probe.Start(system);
        var expected = probe.ExpectEvent("DONE");
        var unexpected = probe.ExpectEvent("NEVER");
        probe.Worker.Fire("DONE");
        await expected.Soon();
        Assert.False(unexpected.IsCompleted);

        time.Advance(3 * Second);

        await Assert.ThrowsAsync<ExpectationException>(() => unexpected.Soon());
        await Assert.ThrowsAsync<ExpectationException>(() => probe.Within(TimeSpan.Zero).ExpectEvent("NEVER").Soon());
    }

    private static Worker Sender(Probe probe, TimeSpan delay, string name, object? data) => probe.Worker.System.Start(
        async () =>
        {
            await Sleep(delay);
            probe.Worker.Fire(name, data);
        },
        new() { Name = "sender" });
}
