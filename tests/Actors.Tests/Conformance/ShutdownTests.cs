using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C6: the end of a system waits for its workers, but not for daemons and not for ever.</summary>
public abstract class ShutdownTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "C6")]
    public async Task Dispose_WithRunningWorkers_StopsThemAndWaits()
    {
        var cleaning = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.SetResult();
                await gate.Task;
            }
        });
        var dispose = System.DisposeAsync().AsTask();
        await cleaning.Task;
        Assert.False(dispose.IsCompleted);
        gate.SetResult();
        await dispose;

        Assert.Equal(WorkerState.Stopped, worker.State);
        Assert.False(System.Main.IsRunning);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Dispose_WithADaemonThatDoesNotStop_DoesNotWaitForIt()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var daemon = System.Start(
            async () =>
            {
                running.SetResult();
                await gate.Task;
                return Stopping.IsCancellationRequested;
            },
            new WorkerOptions { IsDaemon = true });
        await running.Task;
        await System.DisposeAsync();
        Assert.True(daemon.IsRunning);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        gate.SetResult();

        Assert.Equal(true, await daemon.Value());
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Dispose_AfterTheTimeout_NamesWhoDidNotStopAndWhereItWaits()
    {
        var gate = Barriers.Signal();
        var foreign = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var workers = new[]
        {
            System.Start(
                async () =>
                {
                    foreign.SetResult();
                    await gate.Task;
                },
                new WorkerOptions { Name = "deaf" }),
            System.Start(
                async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        Later(cleaning.SetResult);
                        await WaitEvent("FLUSHED");
                    }
                },
                new WorkerOptions { Name = "slow" }),
            System.Start(static () => WaitForever().AsTask(), new WorkerOptions { Name = "good" }),
            System.Start(() => gate.Task, new WorkerOptions { Name = "daemon", IsDaemon = true }),
        };
        await foreign.Task;
        var dispose = System.DisposeAsync().AsTask();
        await cleaning.Task;
        await workers[2].Completion;
        await System.Main.Completion;
        Time.Advance(TimeSpan.FromSeconds(29));
        Assert.False(dispose.IsCompleted);
        Time.Advance(TimeSpan.FromSeconds(1));
        await dispose;

        var entry = Assert.Single(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Contains("2 of the workers", entry.Text, StringComparison.Ordinal);
        Assert.Contains("/deaf (Stopping, ", entry.Text, StringComparison.Ordinal);
        Assert.Contains("waits for something outside its loop", entry.Text, StringComparison.Ordinal);
        Assert.Contains("/slow (Stopping, ", entry.Text, StringComparison.Ordinal);
        Assert.Contains("waits for WaitEvent(FLUSHED)", entry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/good", entry.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("/daemon", entry.Text, StringComparison.Ordinal);

        gate.SetResult();
        workers[1].Fire("FLUSHED");
        await Task.WhenAll(workers.Select(static worker => worker.Completion));
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Dispose_OfANonDaemonChildThatDoesNotStop_NamesItAndItsParent()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var parent = System.Start(
            async () =>
            {
                Start(
                    async () =>
                    {
                        running.SetResult();
                        await gate.Task;
                    },
                    new WorkerOptions { Name = "child" });
                await WaitForever();
            },
            new WorkerOptions { Name = "parent" });
        await running.Task;
        await parent.AtWaitPoint();
        var ending = Barriers.Signal();
        parent.Listen(WorkerEvents.Stop, _ => Current.Fire("LAST"));
        parent.Listen("LAST", _ => ending.SetResult());
        var dispose = System.DisposeAsync().AsTask();
        await ending.Task;
        Time.Advance(TimeSpan.FromSeconds(30));
        await dispose;

        var entry = Assert.Single(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Contains("/parent (Stopping, ", entry.Text, StringComparison.Ordinal);
        Assert.Contains("/parent/child (", entry.Text, StringComparison.Ordinal);
        gate.SetResult();
        await parent.Completion;
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Stop_OfTheSystem_HandlesWhatIsQueuedForTheMainWorker()
    {
        var heard = 0;
        System.Main.Listen("E", _ => heard++);
        for (var i = 0; i < 100; i++) System.Main.Fire("E");
        await System.StopAsync();

        Assert.Equal(100, heard);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Dispose_Twice_IsOneEnd()
    {
        var worker = System.Start();
        await Task.WhenAll(System.DisposeAsync().AsTask(), System.DisposeAsync().AsTask());
        await System.DisposeAsync();

        Assert.Equal(WorkerState.Stopped, worker.State);
        Assert.True(System.IsStopped);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Stop_WithACancelledToken_EndsTheWaitingAndNotTheStopping()
    {
        var running = Barriers.Signal();
        var gate = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
        });
        await running.Task;
        using var cancel = new CancellationTokenSource();
        var stop = System.StopAsync(cancel.Token);
        await cancel.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => stop);
        Assert.Equal(WorkerState.Stopping, worker.State);
        gate.SetResult();

        await System.StopAsync();
    }
}
