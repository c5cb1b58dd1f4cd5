using Microsoft.Extensions.Logging;
using Actors.TestKit;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: who waits for what cannot come is told, with what every worker waits for.</summary>
[Trait("Spec", "X2")]
public sealed class StandstillTests : ClockTests
{
    [Theory]
    [InlineData(ClockMode.Automatic)]
    [InlineData(ClockMode.Manual)]
    public async Task RunUntilAsync_NothingCanHappen_SaysWhatEverybodyWaitsFor(ClockMode mode)
    {
        var time = new VirtualTime(mode);
        var system = SystemOn(time);
        var reader = system.Start(async () => await WaitEvent("NEVER"), new() { Name = "reader" });
        system.Start(
            async () =>
            {
                await Sleep(Second);
                await Wait(reader);
            },
            new() { Name = "waiter" });

        var error = await Assert.ThrowsAsync<StandstillException>(() => time.RunUntilAsync(reader).Soon());

        Assert.Contains("Nothing can happen any more", error.Message, StringComparison.Ordinal);
        Assert.Contains("2000-01-01 00:00:01.000", error.Message, StringComparison.Ordinal);
        Assert.Contains("/reader (Running, 0 queued) waits for WaitEvent(NEVER)", error.Message, StringComparison.Ordinal);
        Assert.Contains("/waiter (Running, 0 queued) waits for Wait(/reader)", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Wait_OfTheMainFlow_IsToldToo()
    {
        var system = SystemOn(new VirtualTime());
        var reader = system.Start(async () => await WaitEvent("NEVER"), new() { Name = "reader" });

        var error = await Assert.ThrowsAsync<StandstillException>(async () => await Wait(reader));

        Assert.Contains("/reader", error.Message, StringComparison.Ordinal);
        reader.Fire("NEVER");
        Assert.Equal(WorkerState.Completed, (await Wait(reader)).State);
    }

    [Fact]
    public async Task Wait_OfTheMainFlowOnAManualClock_WaitsOn()
    {
        var time = new VirtualTime(ClockMode.Manual);
        var reader = SystemOn(time).Start(async () => await WaitEvent("LATE"));
        var wait = Wait(reader).AsTask();
        await time.AdvanceAsync(Hour).Soon();
        Assert.False(wait.IsCompleted);

        reader.Fire("LATE");

        Assert.Equal(WorkerState.Completed, (await wait.Soon()).State);
    }

    [Fact]
    public async Task Hold_WhileAnotherThreadStillActs_IsNoStandstill()
    {
        var time = new VirtualTime();
        var reader = SystemOn(time).Start(async () => await WaitEvent("LATE"));
        var hold = time.Hold();
        var wait = time.RunUntilAsync(reader);
        await Barriers.OnPlainThread(() =>
        {
            reader.Fire("LATE");
            hold.Dispose();
        });

        Assert.Equal(WorkerState.Completed, (await wait.Soon()).State);
    }

    [Fact]
    public async Task AdvanceAsync_AWorkerAwaitsWhatDoesNotCome_GivesUpAfterItsPatience()
    {
        var time = new VirtualTime(ClockMode.Manual) { Patience = TimeSpan.FromMilliseconds(1) };
        var never = new TaskCompletionSource();
        var began = Barriers.Signal();
        var worker = SystemOn(time).Start(
            async () =>
            {
                began.SetResult();
                await never.Task;
            },
            new() { Name = "stubborn" });
        await began.Task.Soon();

        var error = await Assert.ThrowsAsync<StandstillException>(() => time.AdvanceAsync(Hour).Soon());

        Assert.Contains("real time", error.Message, StringComparison.Ordinal);
        Assert.Contains("/stubborn (Running, 0 queued) waits for something outside its loop", error.Message, StringComparison.Ordinal);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        never.SetResult();
        await worker.Ended();
    }

    [Fact]
    public async Task AdvanceAsync_NothingAtAll_MovesTheClock()
    {
        var time = new VirtualTime(ClockMode.Manual);
        SystemOn(time);

        await time.AdvanceAsync(Hour).Soon();

        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    [Trait("Spec", "X2")]
    public async Task Dispose_WithAWorkerThatAwaitsSomethingOutsideForEver_GoesOnWithoutIt() => await Barriers.OnPlainThread(() =>
    {
        var never = new TaskCompletionSource();
        var time = new VirtualTime { Patience = TimeSpan.FromMilliseconds(100) };
        var log = new RecordingLogger();
        var system = new WorkerSystem(new()
        {
            TimeProvider = time,
            ShutdownTimeout = TimeSpan.FromSeconds(20),
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(log)),
        });
        system.Start(() => never.Task, new() { Name = "stuck" });

        system.DisposeAsync().AsTask().Soon().GetAwaiter().GetResult();

        Assert.Equal(TimeSpan.FromSeconds(20), time.Elapsed);
        Assert.Contains(log.Entries, static entry => entry.Text.Contains("/stuck", StringComparison.Ordinal));
        never.SetResult();
    });

    [Fact]
    [Trait("Spec", "X2")]
    public async Task Wait_OfTheMainFlowForAWorkerThatAwaitsSomethingOutsideForEver_IsTold() => await Barriers.OnPlainThread(() =>
    {
        var never = new TaskCompletionSource();
        var time = new VirtualTime { Patience = TimeSpan.FromMilliseconds(100) };
        var system = new WorkerSystem(new() { TimeProvider = time });
        var stuck = system.Start(() => never.Task, new() { Name = "stuck" });
        async Task MainFlow() => await Wait(stuck);

        var error = Assert.Throws<StandstillException>(() => MainFlow().Soon().GetAwaiter().GetResult());

        Assert.Contains("/stuck (Running, 0 queued) waits for something outside its loop", error.Message, StringComparison.Ordinal);
        never.SetResult();
        system.DisposeAsync().AsTask().Soon().GetAwaiter().GetResult();
    });
}
