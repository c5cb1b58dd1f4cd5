using Actors.Tests.Conformance;

namespace Actors.Tests.AkkaNet;

/// <summary>A worker's option says on which of Akka's dispatchers its actor runs.</summary>
public sealed class DispatcherTests() : AkkaTests(
    """
    own-threads {
      type = ForkJoinDispatcher
      throughput = 1
      dedicated-thread-pool { thread-count = 1, threadtype = background }
    }
    broken { type = "There.Is.None, Such" }
    akka.actor.deployment {
      /workers/misled { dispatcher = nowhere }
      /workers/configured { dispatcher = own-threads }
    }
    """)
{
    [Fact]
    public async Task Named_ADispatcherOfTheConfiguration_RunsTheWorkerThere()
    {
        var options = new WorkerOptions { Dispatcher = AkkaDispatcher.Named("own-threads") };
        var threads = new List<int>();
        for (var i = 0; i < 3; i++) threads.Add((int)(await Workers.Start(ThreadOutsideThePool, options).Value())!);

        Assert.Single(threads.Distinct());
    }

    [Fact]
    public async Task Deployment_InTheConfiguration_KeepsItsMeaning() =>
        await Workers.Start(ThreadOutsideThePool, new WorkerOptions { Name = "configured" }).Value();

    [Fact]
    [Trait("Spec", "F6")]
    public async Task Named_Akkas_SynchronizedDispatcher_CapturesTheContextOfTheStart()
    {
        using var context = new PumpedContext();
        var options = new WorkerOptions { Dispatcher = AkkaDispatcher.Named("akka.actor.synchronized-dispatcher") };
        var worker = await context.Run(() => Workers.Start(
            async () =>
            {
                await Task.Run(static () => { });
                return Environment.CurrentManagedThreadId;
            },
            options));

        Assert.Equal(context.ThreadId, await worker.Value());
        await Stopped(worker.ActorRef());
    }

    [Fact]
    public void Named_AnUnknownDispatcher_IsAnErrorAtTheStart()
    {
        var worker = Workers.Create(null, new WorkerOptions { Dispatcher = AkkaDispatcher.Named("nowhere") });

        var error = Assert.Throws<ArgumentException>(() => worker.Start());
        Assert.Contains("nowhere", error.Message, StringComparison.Ordinal);
        Assert.Equal(WorkerState.Created, worker.State);
    }

    [Theory]
    [InlineData("broken", "any", "broken")]
    [InlineData("akka.actor.synchronized-dispatcher", "any", "SynchronizationContext")]
    [InlineData(null, "misled", "nowhere")]
    [Trait("Spec", "L1")]
    public async Task Start_WhereAkkaMakesNoActor_IsAFaultThatSaysWhy(string? dispatcher, string name, string said)
    {
        var ran = false;
        var worker = Workers.Create(
            () =>
            {
                ran = true;
                return Task.CompletedTask;
            },
            new WorkerOptions
            {
                Name = name,
                Dispatcher = dispatcher is null ? WorkerDispatcher.ThreadPool : AkkaDispatcher.Named(dispatcher),
                Restart = RestartPolicy.Always,
            });
        await Barriers.OnPlainThread(() => worker.Start());
        var result = await worker.Ended();

        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Contains($"'/{name}'", result.Error!.Message, StringComparison.Ordinal);
        Assert.Contains(said, result.Error.Message, StringComparison.Ordinal);
        Assert.False(ran);
    }

    [Fact]
    public async Task Named_OnTheEmbeddedEngine_IsAnError()
    {
        await using var system = new WorkerSystem(new() { Engine = WorkerEngine.Embedded });

        Assert.Throws<NotSupportedException>(() => system.Start(new WorkerOptions { Dispatcher = AkkaDispatcher.Named("own-threads") }));
    }

    private static async Task<int> ThreadOutsideThePool()
    {
        await Task.Run(static () => { });
        Assert.False(Thread.CurrentThread.IsThreadPoolThread);
        return Environment.CurrentManagedThreadId;
    }
}
