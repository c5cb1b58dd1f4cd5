using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations;

/// <summary>Spec X3: one seed fixes every interleaving, and a failing seed replays exactly.</summary>
public sealed class SimulationTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    private static readonly SimulationOptions WithFaults = new() { Faults = SimulationFaults.All };

    [Theory]
    [InlineData(7)]
    [InlineData(-1)]
    [Trait("Spec", "X3")]
    public void Replay_OfOneSeed_GivesTheSameOrderAHundredTimes(long seed)
    {
        var first = Simulation.Replay(seed, Ring, WithFaults);
        for (var i = 0; i < 100; i++)
        {
            var again = Simulation.Replay(seed, Ring, WithFaults);
            Assert.Equal(first.Hash, again.Hash);
            Assert.Equal(first.Lines, again.Lines);
        }
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void Explore_ManySeeds_TakesManyOrders()
    {
        var report = Simulation.Explore(500, Ring);

        Assert.Equal(500, report.Seeds);
        Assert.InRange(report.Orders, 490, 500);
        Assert.True(report.Events > 500 * 30, $"{report}");
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void Explore_AnAssertionFails_TellsSeedOrderAndError()
    {
        var found = Assert.Throws<SimulationException>(() => Simulation.Explore(50, Racing));

        var cause = Assert.IsAssignableFrom<Xunit.Sdk.XunitException>(found.InnerException);
        Assert.Contains(cause.Message, found.Message, StringComparison.Ordinal);
        Assert.Contains($"Seed {found.Seed} fails", found.Message, StringComparison.Ordinal);
        Assert.Contains("/scenario  hears SECOND from /scenario/b", found.Message, StringComparison.Ordinal);

        var again = Assert.Throws<SimulationException>(() => Simulation.Replay(found.Seed, Racing));
        Assert.Equal(found.Message, again.Message);
    }

    [Fact]
    [Trait("Spec", "X2")]
    public void Replay_AnHourOfSleep_TakesNoTime()
    {
        var trace = Simulation.Replay(0, static async simulation =>
        {
            await Sleep(TimeSpan.FromHours(1));
            Assert.Equal(TimeSpan.FromHours(1), simulation.Elapsed);
            Assert.Equal(2000, simulation.System.TimeProvider.GetUtcNow().Year);
        });

        Assert.Equal(TimeSpan.FromHours(1), trace.Elapsed);
    }

    [Fact]
    [Trait("Spec", "F1")]
    public void Explore_WhateverTheDispatcher_RunsOnOneThread()
    {
        var here = Environment.CurrentManagedThreadId;
        Simulation.Explore(50, async simulation =>
        {
            var threads = new List<int>();
            Start(() => Note(threads));
            Start(() => Note(threads), new() { Dispatcher = WorkerDispatcher.DedicatedThread });
            Start(() => Note(threads), new() { Dispatcher = WorkerDispatcher.For(new SynchronizationContext()) });
            threads.Add(await Await(static () => Environment.CurrentManagedThreadId));
            await Sleep(Second);
            Assert.Equal([here, here, here, here], threads);
        });

        static Task Note(List<int> threads)
        {
            threads.Add(Environment.CurrentManagedThreadId);
            return Task.CompletedTask;
        }
    }

    [Fact]
    public void Explore_InAWorker_IsRefused()
    {
        Simulation.Replay(0, static _ =>
        {
            Assert.Throws<InvalidOperationException>(() => Simulation.Explore(1, Ring));
            return Task.CompletedTask;
        });
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void Priorities_ABugForWhichOneMustStandStill_IsFoundWhereUniformChoiceDoesNot()
    {
        var found = Assert.Throws<SimulationException>(
            () => Simulation.Explore(200, Overtaken, new() { Strategy = SimulationStrategy.Priorities }));
        Assert.Contains("overtaken", found.Reason, StringComparison.Ordinal);

        Simulation.Explore(200, Overtaken, new() { Strategy = SimulationStrategy.Uniform });
    }

    [Fact]
    [Trait("Spec", "X3")]
    public void Priorities_OneThatNeverRests_DoesNotStarveTheOthers() => Simulation.Explore(100, static async _ =>
    {
        for (var i = 0; i < 2; i++)
        {
            Start(static async () =>
            {
                while (true) await Update();
            });
        }

        var worker = Start(static () => WaitEvent("E").AsTask());
        worker.Fire("E");
        await Wait(worker);
    }, new() { Strategy = SimulationStrategy.Priorities });

    [Fact]
    public void Explore_OptionsThatCannotBe_AreRefused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(static () => Simulation.Explore(0, Ring));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Simulation.Explore(1, Ring, new() { MostPieces = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Simulation.Explore(1, Ring, new() { MostFaults = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Simulation.Explore(1, Ring, new() { Faults = (SimulationFaults)64 }));
        Assert.Throws<ArgumentOutOfRangeException>(static () => Simulation.Explore(1, Ring, new() { Strategy = (SimulationStrategy)9 }));
    }

    /// <summary>Ten workers hand a token round.</summary>
    private static async Task Ring(Simulation simulation)
    {
        var ring = new Worker[10];
        for (var i = 0; i < ring.Length; i++)
        {
            var next = (i + 1) % ring.Length;
            ring[i] = Start(async () =>
            {
                for (var round = 0; round < 3; round++)
                {
                    if (await WaitEvent("TOKEN", 60 * Second) is null) return;
                    await Sleep(Second);
                    ring[next].Fire("TOKEN");
                }
            }, new() { Name = $"w{i}" });
        }

        ring[0].Fire("TOKEN");
        foreach (var worker in ring) await Wait(worker);
    }

    private static async Task Racing(Simulation simulation)
    {
        var scenario = Current;
        var order = new List<string>();
        Listen("FIRST", e => order.Add(e.Name));
        Listen("SECOND", e => order.Add(e.Name));
        var (a, b) = (Start(() => Fire("FIRST"), new() { Name = "a" }), Start(() => Fire("SECOND"), new() { Name = "b" }));
        await Wait(a);
        await Wait(b);
        Assert.Equal(["FIRST", "SECOND"], order);

        Task Fire(string name)
        {
            scenario.Fire(name);
            return Task.CompletedTask;
        }
    }

    /// <summary>One step of one worker against thirty of another.</summary>
    private static async Task Overtaken(Simulation simulation)
    {
        var hasBegun = false;
        var slow = Start(async () =>
        {
            await Update();
            hasBegun = true;
        }, new() { Name = "slow" });
        var fast = Start(async () =>
        {
            for (var i = 0; i < 30; i++) await Update();
            Assert.True(hasBegun, "overtaken");
        }, new() { Name = "fast" });
        await Wait(slow);
        await Wait(fast);
    }
}
