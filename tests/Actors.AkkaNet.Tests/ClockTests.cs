using System.Runtime.CompilerServices;
using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>Waits and timers on Akka's scheduler.</summary>
public sealed class ClockTests : AkkaTests
{
    [Fact]
    [Trait("Spec", "W6")]
    public async Task Sleep_OnATestScheduler_EndsWhenTheSchedulerIsMoved()
    {
        var worker = Workers.Start(async () =>
        {
            var start = Workers.TimeProvider.GetUtcNow();
            await Sleep(TimeSpan.FromHours(1));
            return Workers.TimeProvider.GetUtcNow() - start;
        });
        await worker.AtWaitPoint();
        Scheduler.Advance(TimeSpan.FromMinutes(59));
        await worker.AtWaitPoint();
        Assert.True(worker.IsRunning);
        Scheduler.Advance(TimeSpan.FromMinutes(1));

        Assert.Equal(TimeSpan.FromHours(1), await worker.Value());
    }

    [Fact]
    public void Clock_ThatNobodyUses_IsNotKeptByTheActorSystem()
    {
        var clock = MakeUnused();
        GC.Collect();

        Assert.False(clock.TryGetTarget(out _));
    }

    [Fact]
    [Trait("Spec", "X2")]
    public void WorkerSystem_InAnActorSystemOnAVirtualClock_SaysWhatToTakeInstead()
    {
        var error = Assert.Throws<ArgumentException>(() => new WorkerSystem(Sys, new WorkerSystemOptions { TimeProvider = new Actors.TestKit.VirtualTime() }));

        Assert.Contains("TestScheduler", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Later_OnATestScheduler_RunsInOrderOfDeadlines()
    {
        var heard = new List<int>();
        var worker = Workers.Start();
        worker.Later(() => heard.Add(2), TimeSpan.FromSeconds(2));
        worker.Later(() => heard.Add(1), TimeSpan.FromSeconds(1));
        worker.Later(() => heard.Add(3), TimeSpan.FromSeconds(2));
        var stopped = worker.Later(() => heard.Add(4), TimeSpan.FromSeconds(1));
        stopped.Stop();
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        Scheduler.Advance(TimeSpan.FromSeconds(1));
        await worker.AtWaitPoint();

        Assert.Equal([1, 2, 3], heard);
    }

    [MethodImpl(MethodImplOptions.NoInlining)]
    private WeakReference<AkkaClock> MakeUnused() => new(new AkkaClock(Sys));
}
