using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Configuration;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>What Akka does to the actor of a worker that was killed: the directive of the strategy that the configuration names.</summary>
public sealed class SupervisorStrategyTests
{
    [Theory]
    [InlineData(nameof(Resuming))]
    [InlineData(nameof(Restarting))]
    [Trait("Spec", "C7")]
    public async Task Kill_UnderAStrategyThatKeepsTheActor_KeepsTheRun(string strategy)
    {
        using var system = CreateSystem(strategy);
        var workers = new WorkerSystem(system, new WorkerSystemOptions { TimeProvider = TimeProvider.System });
        var heard = new List<object?>();
        var (parent, child) = await StartAsync(workers, heard);
        var actor = child.ActorRef();
        child.Fire("N", 1);
        actor.Tell(Kill.Instance, ActorRefs.NoSender);
        child.Fire("N", 2);
        await child.AtWaitPoint();

        Assert.Equal([1, 2], heard);
        Assert.Equal(actor, child.ActorRef());
        Assert.Equal((WorkerState.Running, WorkerState.Running), (parent.State, child.State));
        await workers.DisposeAsync();
        await system.Terminate().Soon();
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Kill_UnderTheStoppingStrategy_StopsTheRunAndNotItsParent()
    {
        using var system = CreateSystem("Akka.Actor.StoppingSupervisorStrategy");
        var workers = new WorkerSystem(system, new WorkerSystemOptions { TimeProvider = TimeProvider.System });
        var (parent, child) = await StartAsync(workers, []);
        child.ActorRef().Tell(Kill.Instance, ActorRefs.NoSender);

        Assert.Equal(WorkerState.Stopped, (await child.Ended()).State);
        await parent.AtWaitPoint();
        Assert.Equal(WorkerState.Running, parent.State);
        await workers.DisposeAsync();
        await system.Terminate().Soon();
    }

    [Fact]
    [Trait("Spec", "C7")]
    public async Task Kill_UnderAStrategyThatEscalates_EndsTheActorSystemAndStopsTheWorkers()
    {
        using var system = CreateSystem(nameof(Escalating));
        var workers = new WorkerSystem(system, new WorkerSystemOptions { TimeProvider = TimeProvider.System });
        var (parent, child) = await StartAsync(workers, []);
        child.ActorRef().Tell(Kill.Instance, ActorRefs.NoSender);
        await system.WhenTerminated.Soon();

        Assert.Equal(WorkerState.Stopped, (await parent.Ended()).State);
        Assert.Equal(WorkerState.Stopped, (await child.Ended()).State);
        await workers.DisposeAsync();
    }

    private static async Task<(Worker Parent, Worker Child)> StartAsync(WorkerSystem workers, List<object?> heard)
    {
        var parent = workers.Start(new WorkerOptions { Name = "parent" });
        var child = workers.Create(async () => await WaitForever(), new WorkerOptions { Name = "child", Parent = parent });
        child.Listen("N", e => heard.Add(e.Data));
        await child.Start().AtWaitPoint();
        return (parent, child);
    }

    private static ActorSystem CreateSystem(string strategy)
    {
        var name = strategy.Contains('.', StringComparison.Ordinal)
            ? strategy
            : typeof(SupervisorStrategyTests).GetNestedType(strategy)!.AssemblyQualifiedName;
        return ActorSystem.Create("supervised", ConfigurationFactory.ParseString(
            $$"""
            akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }
            akka.actor.guardian-supervisor-strategy = "{{name}}"
            """));
    }

    public sealed class Resuming : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(static _ => Directive.Resume);
    }

    public sealed class Restarting : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(static _ => Directive.Restart);
    }

    public sealed class Escalating : SupervisorStrategyConfigurator
    {
        public override SupervisorStrategy Create() => new OneForOneStrategy(static _ => Directive.Escalate);
    }
}
