using Actors.Tests.Conformance;
using Akka.Actor;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.AkkaNet;

/// <summary>What every test of Akka's own has: an actor system with a test scheduler and probes, and workers in it.</summary>
public abstract class AkkaTests : Akka.TestKit.Xunit2.TestKit, IAsyncLifetime
{
    protected const string Quiet = "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }";

    protected AkkaTests(string config = "")
        : base(config + "\n" + Quiet + "\nakka.scheduler.implementation = \"Akka.TestKit.TestScheduler, Akka.TestKit\"")
    {
    }

    protected Akka.TestKit.TestScheduler Scheduler => (Akka.TestKit.TestScheduler)Sys.Scheduler;

    protected RecordingLogger Lines { get; } = new();

    protected WorkerSystem Workers { get; private set; } = null!;

    public virtual Task InitializeAsync()
    {
        Workers = new WorkerSystem(Sys, new WorkerSystemOptions
        {
            TimeProvider = new AkkaClock(Sys),
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(Lines).SetMinimumLevel(LogLevel.Trace)),
        });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        await Workers.StopAsync().Soon();
        await Workers.DisposeAsync();
    }

    /// <summary>The end of an actor, seen by Akka's DeathWatch.</summary>
    protected static Task Stopped(IActorRef actor) => actor.WatchAsync().Soon();
}
