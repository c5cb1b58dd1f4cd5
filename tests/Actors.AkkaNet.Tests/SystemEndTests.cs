using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>The end of the actor system, and of the workers in it.</summary>
public sealed class SystemEndTests : AkkaTests
{
    [Fact]
    [Trait("Spec", "C6")]
    public async Task Terminate_OfTheActorSystem_LetsTheWorkersEndFirst()
    {
        var steps = new List<string>();
        var isReady = Barriers.Signal();
        var worker = Workers.Start(async () =>
        {
            try
            {
                isReady.SetResult();
                await WaitForever();
            }
            finally
            {
                await Wait(Task.Run(static () => { }));
                steps.Add(Sys.WhenTerminated.IsCompleted ? "too late" : "finally");
            }
        });
        await isReady.Task.Soon();
        await Sys.Terminate().Soon();

        Assert.Equal(["finally"], steps);
        Assert.Equal(WorkerState.Stopped, worker.State);
        Assert.True(Workers.IsStopped);
    }

    [Fact]
    public async Task DisposeAsync_OfTheWorkers_LeavesTheActorSystem()
    {
        var worker = Workers.Start();
        var stopped = Stopped(worker.ActorRef());
        await Workers.DisposeAsync();
        await stopped;

        Assert.False(Sys.WhenTerminated.IsCompleted);
        await using var next = new WorkerSystem(Sys);
        Assert.Equal(WorkerState.Stopped, (await next.Start().StopAsync().Soon()).State);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Terminate_InHaste_LetsWorkersGoOnCleaningUpBesideIt()
    {
        var mayEnd = Barriers.Signal();
        using var system = Akka.Actor.ActorSystem.Create(
            "haste", Quiet + "\nakka.coordinated-shutdown.run-by-actor-system-terminate = off");
        var workers = new WorkerSystem(system);
        var isReady = Barriers.Signal();
        var cleaned = false;
        var worker = workers.Start(async () =>
        {
            try
            {
                isReady.SetResult();
                await WaitForever();
            }
            finally
            {
                await Wait(mayEnd.Task);
                await Sleep(TimeSpan.FromMilliseconds(1));
                await Wait(Start(static () => Task.CompletedTask));
                cleaned = true;
            }
        });
        await isReady.Task.Soon();
        await system.Terminate().Soon();
        Assert.True(worker.IsRunning);
        mayEnd.SetResult();
        await worker.Ended();

        Assert.True(cleaned);
        await workers.DisposeAsync();
    }
}
