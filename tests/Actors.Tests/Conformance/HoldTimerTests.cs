using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause: timers that run on, and timers that stand still.</summary>
public abstract class HoldTimerTests : ConformanceTests
{
    private static readonly PauseOptions Frozen = new() { Timers = PauseTimers.Frozen };

    [Fact]
    public async Task Deadline_PassedWhilePaused_IsDueAtOnceOnResume()
    {
        var worker = Sleeper(10 * Second);
        await worker.AtWaitPoint();
        var pause = await worker.PauseAsync().AsTask().Soon();
        Time.Advance(10 * Second);
        Assert.Equal(WorkerState.Paused, worker.State);
        pause.Resume();

        await worker.Value();
    }

    [Theory]
    [InlineData(4)]
    [InlineData(0)]
    public async Task Deadline_Frozen_KeepsTheTimeThatItHadLeft(int before)
    {
        var late = Barriers.Signal();
        var worker = Sleeper(10 * Second);
        await worker.AtWaitPoint();
        worker.Later(late.SetResult, 9 * Second);
        Time.Advance(before * Second);
        await worker.AtWaitPoint();
        var pause = await worker.PauseAsync(Frozen).AsTask().Soon();
        Time.Advance(3 * Second);
        Time.Advance(100 * Second);
        pause.Resume();

        await worker.AtWaitPoint();
        Time.Advance((9 - before) * Second - TimeSpan.FromTicks(1));
        await worker.AtWaitPoint();
        Assert.False(late.Task.IsCompleted);
        Time.Advance(TimeSpan.FromTicks(1));
        await late.Task.Soon();
        await worker.AtWaitPoint();
        Assert.True(worker.IsRunning);
        Time.Advance(Second);
        await worker.Value();
    }

    [Fact]
    public async Task Deadline_FrozenForTwoPauses_GoesOnWithTheLast()
    {
        var worker = Sleeper(10 * Second);
        await worker.AtWaitPoint();
        var first = await worker.PauseAsync(Frozen).AsTask().Soon();
        Time.Advance(20 * Second);
        var second = await worker.PauseAsync(Frozen).AsTask().Soon();
        first.Resume();
        Time.Advance(20 * Second);
        second.Resume();
        await worker.AtWaitPoint();
        Time.Advance(10 * Second - TimeSpan.FromTicks(1));
        await worker.AtWaitPoint();
        Assert.True(worker.IsRunning);
        Time.Advance(TimeSpan.FromTicks(1));

        await worker.Value();
    }

    [Fact]
    public async Task Deadlines_OfOthers_RunOnWhileSomeAreFrozen()
    {
        var (frozen, free) = (Sleeper(10 * Second), Sleeper(10 * Second));
        await Task.WhenAll(frozen.AtWaitPoint(), free.AtWaitPoint());
        using var pause = await frozen.PauseAsync(Frozen).AsTask().Soon();
        Time.Advance(10 * Second);

        await free.Value();
        Assert.Equal(WorkerState.Paused, frozen.State);
    }

    [Fact]
    public async Task Later_MadeFromOutsideWhileFrozen_BeginsToCountOnResume()
    {
        var late = Barriers.Signal();
        var worker = System.Start(static () => WaitForever().AsTask());
        var pause = await worker.PauseAsync(Frozen).AsTask().Soon();
        Time.Advance(5 * Second);
        worker.Later(late.SetResult, 2 * Second);
        var stopped = worker.Later(() => throw new InvalidOperationException("It was stopped."), Second);
        Time.Advance(5 * Second);
        Assert.True(stopped.Stop());
        pause.Resume();
        await worker.AtWaitPoint();
        Time.Advance(2 * Second - TimeSpan.FromTicks(1));
        await worker.AtWaitPoint();
        Assert.False(late.Task.IsCompleted);
        Time.Advance(TimeSpan.FromTicks(1));

        await late.Task.Soon();
    }

    [Fact]
    public async Task Stop_WhileFrozen_GivesTheCleanUpItsTime()
    {
        var cleaning = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.SetResult();
                await Sleep(Second);
            }
        });
        using var pause = await worker.PauseAsync(Frozen).AsTask().Soon();
        worker.Stop();
        await cleaning.Task.Soon();
        await worker.AtWaitPoint();
        Time.Advance(Second);

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
    }

    private Worker Sleeper(TimeSpan time) => System.Start(async () => await Sleep(time));
}
