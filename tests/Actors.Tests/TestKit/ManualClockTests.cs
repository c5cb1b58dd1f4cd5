using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: a clock moved by hand.</summary>
[Trait("Spec", "X2")]
public sealed class ManualClockTests : ClockTests
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    [Fact]
    public async Task AdvanceAsync_AnHour_GoesFromTimerToTimerAndLetsWorkersSettle()
    {
        var ticks = new List<TimeSpan>();
        SystemOn(_time).Start(async () =>
        {
            while (true)
            {
                await Sleep(TimeSpan.FromMinutes(7));
                ticks.Add(_time.Elapsed);
            }
        });

        await _time.AdvanceAsync(Hour).Soon();

        Assert.Equal(Enumerable.Range(1, 8).Select(static i => TimeSpan.FromMinutes(7 * i)), ticks);
        Assert.Equal(Hour, _time.Elapsed);
    }

    [Fact]
    public async Task AdvanceAsync_TimersAtTheEnd_AreFired()
    {
        var worker = SystemOn(_time).Start(async () => await Sleep(Hour));

        await _time.AdvanceAsync(Hour).Soon();

        Assert.Equal(WorkerState.Completed, worker.State);
    }

    [Fact]
    public async Task Clock_TheTestWaits_StandsUntilItIsMoved()
    {
        var worker = SystemOn(_time).Start(async () => await Sleep(Hour));
        var wait = Wait(worker).AsTask();
        var end = worker.Completion;
        await _time.SettleAsync().Soon();
        Assert.Equal(TimeSpan.Zero, _time.Elapsed);
        Assert.False(end.IsCompleted);

        await _time.AdvanceAsync(Hour).Soon();

        await wait.Soon();
        await end.Soon();
    }

    [Fact]
    public async Task RunUntilAsync_AWorkerThatSleeps_RunsTheClock()
    {
        var worker = SystemOn(_time).Start(async () =>
        {
            await Sleep(Hour);
            return 5;
        });

        Assert.Equal(5, (await _time.RunUntilAsync(worker).Soon()).Value);
        Assert.Equal(Hour, _time.Elapsed);
    }

    [Fact]
    public async Task RunUntilAsync_TaskThatFails_ThrowsItsError()
    {
        var error = new FormatException();
        var defer = new Defer<int>();
        SystemOn(_time).Start(async () =>
        {
            await Sleep(Hour);
            defer.Reject(error);
        });

        Assert.Same(error, await Assert.ThrowsAsync<FormatException>(() => _time.RunUntilAsync(defer.Task).Soon()));
    }

    [Fact]
    public async Task AdvanceAsync_SeveralAtATime_EachEndsAtItsOwn()
    {
        var worker = SystemOn(_time).Start(async () =>
        {
            while (true) await Sleep(Second);
        });
        var ends = Enumerable.Range(1, 50).Select(async i =>
        {
            await _time.AdvanceAsync(i * Second);
            return _time.Elapsed >= i * Second;
        }).ToArray();

        Assert.DoesNotContain(false, await Task.WhenAll(ends).Soon());
        Assert.True(worker.IsRunning);
    }

    [Fact]
    public async Task AdvanceAsync_InAWorker_SaysWhatToDo()
    {
        var worker = SystemOn(_time).Start(async () => await Assert.ThrowsAsync<InvalidOperationException>(() => _time.AdvanceAsync(Hour)));

        var error = (Exception)(await worker.Value())!;

        Assert.Contains("Use Sleep", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Advance_PeriodicAndSingleTimers_FiresEachAtItsTime()
    {
        var fired = new List<(string, TimeSpan)>();
        using var periodic = _time.CreateTimer(_ => fired.Add(("periodic", _time.Elapsed)), null, Second, 2 * Second);
        using var single = _time.CreateTimer(_ => fired.Add(("single", _time.Elapsed)), null, 3 * Second, Timeout.InfiniteTimeSpan);
        var stopped = _time.CreateTimer(_ => fired.Add(("stopped", _time.Elapsed)), null, 2 * Second, Second);
        stopped.Dispose();

        _time.Advance(5 * Second);

        Assert.Equal([("periodic", Second), ("single", 3 * Second), ("periodic", 3 * Second), ("periodic", 5 * Second)], fired);
        Assert.Throws<ArgumentOutOfRangeException>(() => _time.Advance(-Second));
        Assert.Throws<ArgumentOutOfRangeException>(() => periodic.Change(-Second, Second));
    }

    [Fact]
    public async Task Timer_MadeInAFlow_RunsWithItsContext()
    {
        var local = new AsyncLocal<int> { Value = 1 };
        var seen = 0;
        using var timer = _time.CreateTimer(_ => seen = local.Value, null, Second, Timeout.InfiniteTimeSpan);
        local.Value = 2;

        await Barriers.OnPlainThread(() => _time.Advance(Second));

        Assert.Equal(1, seen);
    }

    [Fact]
    public void Clock_WithAStart_StandsThere()
    {
        var start = new DateTimeOffset(2030, 5, 1, 12, 0, 0, TimeSpan.FromHours(2));
        var time = new VirtualTime(ClockMode.Manual, start);

        time.Advance(Hour);

        Assert.Equal((start + Hour, Hour, TimeZoneInfo.Utc), (time.GetUtcNow(), time.Elapsed, time.LocalTimeZone));
        Assert.Equal(Hour, time.GetElapsedTime(start.UtcTicks));
    }

    [Fact]
    public async Task PendingTimers_OfWorkersAndOthers_NamesThemInOrder()
    {
        var system = SystemOn(_time);
        var sleeper = system.Start(async () => await Sleep(2 * Hour), new() { Name = "sleeper" });
        var waiter = system.Start(async () => await WaitEvent("E", Hour), new() { Name = "waiter" });
        waiter.Later(static () => { }, 3 * Hour);
        using var timer = _time.CreateTimer(static _ => { }, null, Second, Timeout.InfiniteTimeSpan);
        await sleeper.AtWaitPoint();
        await waiter.AtWaitPoint();

        var start = _time.Start;
        Assert.Equal(
            [
                new(start + Second, null, "a timer"),
                new(start + Hour, "/waiter", "WaitEvent(E, at most 01:00:00)"),
                new(start + (2 * Hour), "/sleeper", "Sleep(02:00:00)"),
                new(start + (3 * Hour), "/waiter", "Later"),
            ],
            _time.PendingTimers);
        Assert.Equal("2000-01-01 02:00:00.000 /sleeper: Sleep(02:00:00)", _time.PendingTimers[2].ToString());
    }
}
