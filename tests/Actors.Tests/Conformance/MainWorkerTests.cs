using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec M1 and M4: the main worker in a foreign loop, and what the main flow is.</summary>
public abstract class MainWorkerTests : ConformanceTests
{
    // Where the main worker's queue is handled: in Update and in the main flow's waits, or in Update alone.
    public static TheoryData<string> Modes => new("default", "polled");

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_EventsAreQueued_HandlesThemInOrderOnTheCallingThread(string mode)
    {
        await using var system = SystemOf(mode);
        await Barriers.OnPlainThread(() =>
        {
            var heard = new List<(object? Data, int Thread)>();
            system.Main.Listen("A", e => heard.Add((e.Data, Environment.CurrentManagedThreadId)));
            var here = Environment.CurrentManagedThreadId;

            for (var round = 0; round < 100; round++)
            {
                heard.Clear();
                system.Main.Fire("A", 1);
                system.Main.Later(() => heard.Add(("later", Environment.CurrentManagedThreadId)));
                system.Main.Fire("A", 2);
                Assert.Empty(heard);

                system.Update();

                Assert.Equal([(1, here), ("later", here), (2, here)], heard);
            }
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_ManyEventsAreQueued_HandlesThemAll(string mode)
    {
        const int events = 5000;
        await using var system = SystemOf(mode);
        await Barriers.OnPlainThread(() =>
        {
            var heard = new List<int>();
            system.Main.Listen("A", e => heard.Add((int)e.Data!));
            for (var i = 0; i < events; i++) system.Main.Fire("A", i);

            system.Update();

            Assert.Equal(Enumerable.Range(0, events), heard);
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_NothingIsQueued_Returns(string mode)
    {
        await using var system = SystemOf(mode);
        await Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < 1000; i++) system.Update();
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_AListenerFiresAgainAndAgain_Returns(string mode)
    {
        await using var system = SystemOf(mode);
        await Barriers.OnPlainThread(() =>
        {
            var heard = 0;
            system.Main.Listen("A", e =>
            {
                heard++;
                system.Main.Fire("A");
            });
            system.Main.Fire("A");

            for (var i = 0; i < 10; i++) system.Update();

            Assert.InRange(heard, 10, 30);
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_CalledInALoopWhileOthersFire_HandlesEachOnceAndOnItsThread(string mode)
    {
        const int senders = 3;
        const int each = 3000;
        await using var system = SystemOf(mode);
        var firing = Enumerable.Range(0, senders).Select(sender => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++) system.Main.Fire("A", (sender, i));
        })).ToArray();

        var (heard, threads, here) = await Barriers.OnPlainThread(() =>
        {
            var heard = new List<(int Sender, int Number)>();
            var threads = new HashSet<int>();
            system.Main.Listen("A", e =>
            {
                heard.Add(((int, int))e.Data!);
                threads.Add(Environment.CurrentManagedThreadId);
            });

            // The foreign loop: its other work is nothing here.
            while (!Task.WhenAll(firing).IsCompleted) system.Update();
            system.Update();
            return (heard, threads, Environment.CurrentManagedThreadId);
        });

        // What came before the listener was made is not heard, and the rest is, in the order of each sender.
        Assert.All(heard.GroupBy(static e => e.Sender), group =>
            Assert.Equal(Enumerable.Range(each - group.Count(), group.Count()), group.Select(static e => e.Number)));
        Assert.True(heard.Count == 0 || threads.SetEquals([here]));
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_ATimerIsDue_RunsItsCallbackOnTheCallingThread(string mode)
    {
        await using var system = SystemOf(mode);
        await Barriers.OnPlainThread(() =>
        {
            var thread = 0;
            system.Main.Later(() => thread = Environment.CurrentManagedThreadId, TimeSpan.FromSeconds(1));
            system.Update();
            Time.Advance(TimeSpan.FromSeconds(1));
            Assert.Equal(0, thread);

            system.Update();

            Assert.Equal(Environment.CurrentManagedThreadId, thread);
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_TheMainFlowIsAtAWait_GoesOnWithIt(string mode)
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = SystemOf(mode);
            var log = new List<string>();
            async Task MainFlow()
            {
                log.Add($"got {(await WaitEvent("A")).Data}");
            }

            var flow = MainFlow();
            system.Main.Fire("A", 1);
            if (mode == "polled") Assert.Empty(log);
            while (!flow.IsCompleted) system.Update();

            flow.GetAwaiter().GetResult();
            Assert.Equal(["got 1"], log);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Fact]
    [Trait("Spec", "M1")]
    public async Task Update_PolledAndTheMainFlowIsAtAWait_GoesOnOnThatThread()
    {
        await Barriers.OnPlainThread(() =>
        {
            var system = SystemOf("polled");
            var threads = new List<int>();
            async Task MainFlow()
            {
                for (var i = 0; i < 3; i++)
                {
                    await WaitEvent("A");
                    threads.Add(Environment.CurrentManagedThreadId);
                }
            }

            var flow = MainFlow();
            for (var i = 0; i < 3; i++)
            {
                system.Main.Fire("A");
                Assert.Equal(i, threads.Count);
                system.Update();
            }

            Assert.True(flow.IsCompletedSuccessfully);
            Assert.Equal(Enumerable.Repeat(Environment.CurrentManagedThreadId, 3), threads);
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_InAWorkersTurn_IsAClearError(string mode)
    {
        await using var system = SystemOf(mode);
        var worker = system.Start(
            () => Task.FromResult(Assert.Throws<InvalidOperationException>(system.Update).Message),
            new WorkerOptions { Name = "busy" });

        Assert.Contains("/busy", (string)(await worker.Ended()).Value!);
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task Update_AfterTheSystemWasStopped_Returns(string mode)
    {
        await using var system = SystemOf(mode);
        await system.StopAsync().Soon();

        system.Update();
    }

    [Theory]
    [MemberData(nameof(Modes))]
    [Trait("Spec", "M1")]
    public async Task StopAsync_EventsAreQueuedForMain_AreHandledBeforeItEnds(string mode)
    {
        await using var system = SystemOf(mode);
        var heard = 0;
        system.Main.Listen("A", _ => heard++);
        for (var i = 0; i < 10; i++) system.Main.Fire("A");

        await system.StopAsync().Soon();

        Assert.Equal(10, heard);
    }

    private WorkerSystem SystemOf(string mode) =>
        CreateSystem(Options(mode == "polled" ? WorkerDispatcher.Polled : WorkerDispatcher.ThreadPool));
}
