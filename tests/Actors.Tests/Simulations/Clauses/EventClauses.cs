using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Events, listeners and mailboxes, in every order (spec E).</summary>
[Trait("Spec", "X3")]
public sealed class EventClauses
{
    private static readonly string[] Senders = ["a", "b", "c"];
    private static readonly string[] Both = ["UP", "DOWN"];

    [Fact]
    [Trait("Spec", "E1")]
    public void Fire_OfThree_KeepsTheOrderOfEach() => Clause.Holds(static async simulation =>
    {
        var heard = new List<(string Name, int)>();
        var worker = Start(async () =>
        {
            Listen("E", e => heard.Add(((string, int))e.Data!));
            await WaitForever();
        });
        await FromEach(simulation, worker, 4);
        AssertInOrder(heard, 4);
    });

    [Fact]
    [Trait("Spec", "E4")]
    public void Once_UnderFaultsAndWaits_IsCalledOnce() => Clause.Holds(static async simulation =>
    {
        var calls = 0;
        var worker = Start(async () =>
        {
            Listen("E", async _ =>
            {
                calls++;
                await Sleep(Clause.Second);
                simulation.MayFail("once");
            }, new() { Once = true });
            await WaitForever();
        });
        await FromEach(simulation, worker, 2);
        Assert.Equal(1, calls);
    }, SimulationFaults.Listeners);

    [Fact]
    [Trait("Spec", "E6")]
    public void BubbleAndBroadcast_InATree_ReachEachOnce() => Clause.Holds(static async _ =>
    {
        var heard = new Dictionary<string, int>();

        async Task Node(int depth)
        {
            foreach (var name in Both)
            {
                Listen(name, e => heard[Current.Name + e.Name] = heard.GetValueOrDefault(Current.Name + e.Name) + 1);
            }

            if (depth > 0)
            {
                for (var i = 0; i < 2; i++) Start(() => Node(depth - 1), Clause.Named($"{Current.Name}{i}"));
            }

            await WaitEvent("GO");
            Bubble("UP");
            await WaitForever();
        }

        var root = Start(() => Node(2), Clause.Named("r"));
        await Sleep(Clause.Second);
        foreach (var child in root.Children) child.Fire("GO");
        foreach (var leaf in root.Children.SelectMany(static child => child.Children)) leaf.Fire("GO");
        root.Fire(new Event("DOWN", broadcast: true));
        await Sleep(Clause.Second);
        Assert.Equal((6, 2, 2), (heard["rUP"], heard["r0UP"], heard["r1UP"]));
        var down = heard.Where(static entry => entry.Key.EndsWith("DOWN", StringComparison.Ordinal)).Select(static entry => entry.Value);
        Assert.Equal(Enumerable.Repeat(1, 7), down);
    });

    [Theory]
    [InlineData(MailboxFullMode.DropNewest)]
    [InlineData(MailboxFullMode.DropOldest)]
    [InlineData(MailboxFullMode.Reject)]
    [Trait("Spec", "E10")]
    public void Bounded_UnderPausesAndAStop_CountsEachEventOnce(MailboxFullMode mode) => Clause.Holds(async simulation =>
    {
        var heard = 0;
        var worker = Start(async () =>
        {
            Listen("E", _ => heard++);
            while (true) await WaitEvent("E");
        }, new() { Mailbox = new MailboxOptions { Capacity = 3, FullMode = mode } });
        Start(async () =>
        {
            for (var n = 0; n < 3; n++)
            {
                worker.Pause();
                await CurrentWorker.Update();
                worker.Resume();
                await CurrentWorker.Update();
            }

            if (simulation.Choose(2) == 0) worker.Stop();
        });
        await FromEach(simulation, worker, 6);
        await Wait(worker.Stop());
        var rejected = simulation.System.DeadLetters.Count;

        // What the oldest lost to may have been heard in a pause, and kept for the body.
        if (mode == MailboxFullMode.DropOldest) Assert.InRange(heard + worker.DroppedEvents + rejected, 18, 18 + worker.DroppedEvents);
        else Assert.Equal(18, heard + worker.DroppedEvents + rejected);
    });

    [Fact]
    [Trait("Spec", "E10")]
    public void FireAsync_OfThreeAtAFullMailbox_LosesNothingAndKeepsTheOrder() => Clause.Holds(static async simulation =>
    {
        var heard = new List<(string Name, int)>();
        var worker = Start(async () =>
        {
            Listen("E", e =>
            {
                heard.Add(((string, int))e.Data!);
                Assert.InRange(Current.MailboxDepth, 0, 2);
            });
            await WaitForever();
        }, new() { Mailbox = new MailboxOptions { Capacity = 2, FullMode = MailboxFullMode.Wait } });
        var senders = Senders.Select(name => Start(async () =>
        {
            for (var n = 0; n < 4; n++) await worker.FireAsync("E", (name, n));
        })).ToArray();
        foreach (var sender in senders) await Wait(sender);
        await Sleep(Clause.Second);
        AssertInOrder(heard, 4);
    });

    [Fact]
    [Trait("Spec", "E11")]
    public void Events_OfALoopThatWaits_ComeAllInOrder() => Clause.Holds(static async simulation =>
    {
        var seen = new List<(string Name, int)>();
        var worker = Start(async () =>
        {
            await foreach (var e in CurrentWorker.Events("E"))
            {
                seen.Add(((string, int))e.Data!);
                if (simulation.Choose(2) == 0) await Sleep(Clause.Second / 10);
                if (seen.Count == 12) break;
            }
        });
        await FromEach(simulation, worker, 4);
        await Wait(worker);
        AssertInOrder(seen, 4);
    });

    [Fact]
    [Trait("Spec", "F7")]
    [Trait("Spec", "F8")]
    public void Listener_ThatWaits_FinishesItsEventBeforeTheBodySeesIt() => Clause.Holds(static async simulation =>
    {
        var (inListener, done) = (0, 0);
        var worker = Start(async () =>
        {
            Listen("E", async _ =>
            {
                inListener++;
                await Sleep(simulation.Choose(3) * Clause.Second);
                inListener--;
                done++;
            });
            await WaitEvent("E");
            Assert.True(done > 0 && inListener == 0);
        });
        await FromEach(simulation, worker, 1);
        await Wait(worker);
    });

    private static async Task FromEach(Simulation simulation, Worker worker, int count)
    {
        var senders = Senders.Select(name => Start(async () =>
        {
            for (var n = 0; n < count; n++)
            {
                worker.Fire("E", (name, n));
                if (simulation.Choose(2) == 0) await CurrentWorker.Update();
            }
        }, Clause.Named(name))).ToArray();
        foreach (var sender in senders) await Wait(sender);
        await Sleep(10 * Clause.Second);
    }

    private static void AssertInOrder(List<(string Name, int)> all, int count)
    {
        Assert.Equal(Senders.Length * count, all.Count);
        foreach (var name in Senders) Assert.Equal(Enumerable.Range(0, count).Select(n => (name, n)), all.Where(item => item.Name == name));
    }
}
