using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Pauses and scopes on a virtual clock: they hold workers, and not the clock.</summary>
public sealed class PauseClockTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Theory]
    [InlineData(ClockMode.Automatic)]
    [InlineData(ClockMode.Manual)]
    [Trait("Spec", "X2")]
    public async Task Clock_WhileAWorkerIsPaused_Runs(ClockMode mode)
    {
        var time = new VirtualTime(mode);
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var paused = system.Start(static () => Sleep(3600 * Second).AsTask());
        var pauser = system.Start(async () =>
        {
            using var pause = await paused.PauseAsync();
            await Sleep(10 * Second);
        });

        await time.RunUntilAsync(pauser);

        Assert.Equal(10 * Second, time.Elapsed);
        Assert.Equal(WorkerState.Running, paused.State);
    }

    [Fact]
    [Trait("Spec", "X2")]
    public async Task PauseAsync_OfTheTest_LeavesTheClockWhereItIs()
    {
        var time = new VirtualTime();
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var sleeper = system.Start(static () => Sleep(100 * Second).AsTask());
        await time.SettleAsync();

        using (await sleeper.PauseAsync()) await time.AdvanceAsync(10 * Second);
        await time.SettleAsync();

        Assert.Equal((10 * Second, WorkerState.Running), (time.Elapsed, sleeper.State));
    }

    [Fact]
    [Trait("Spec", "X2")]
    public async Task PauseAsync_OfAWorkerInItsCleanUp_LetsAnAutomaticClockRunUntilItsEnd()
    {
        var time = new VirtualTime();
        var system = await Barriers.OnPlainThread(() => new WorkerSystem(new() { TimeProvider = time }));
        var worker = system.Start(static async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Sleep(Second);
            }
        });
        await worker.AtWaitPoint();
        worker.Stop();

        var pause = await Task.Run(() => worker.PauseAsync().AsTask()).Soon();

        Assert.Equal((0, Second), (pause.Count, time.Elapsed));
        await system.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "X2")]
    public async Task Join_WithAToken_DoesNotHoldTheClock()
    {
        var time = new VirtualTime();
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var worker = system.Start(static async () =>
        {
            await using var scope = Worker.Scope();
            scope.Start(static () => Sleep(Second).AsTask());
            await scope.Join(Stopping);
        });

        await time.RunUntilAsync(worker);

        Assert.Equal((WorkerState.Completed, Second), (worker.State, time.Elapsed));
    }

    [Fact]
    [Trait("Spec", "X2")]
    public async Task Sleep_BeyondTheEndOfTheCalendar_NeverFallsDue()
    {
        var time = new VirtualTime();
        await using var system = new WorkerSystem(new() { TimeProvider = time });
        var sleeper = system.Start(static async () =>
        {
            while (true) await Sleep(TimeSpan.FromDays(300_000));
        });

        await Assert.ThrowsAsync<StandstillException>(() => time.RunUntilAsync(sleeper));
        sleeper.Stop();
    }
}
