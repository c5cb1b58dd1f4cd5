using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E3, E4 and E9: in which order listeners run, which events they hear, and how long they stay.</summary>
public abstract class ListenerTests : ConformanceTests
{
    private readonly List<string> _log = [];

    // Few listeners, and many with other names beside them: a table may look them up in another way.
    public static TheoryData<int> Others => new(0, 100);

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Spec", "E3")]
    public async Task Listen_WithPriorities_RunsHigherFirstAndEqualOnesInOrderOfRegistration(int others)
    {
        var worker = StartWith(others);
        foreach (var (name, priority) in new[] { ("a", 0), ("b", 5), ("c", -5), ("d", 0), ("e", 5), ("f", int.MinValue), ("g", int.MaxValue) })
        {
            worker.Listen("A", _ => _log.Add(name), new ListenerOptions { Priority = priority });
        }

        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(["g", "b", "e", "a", "d", "c", "f"], _log);
    }

    [Fact]
    [Trait("Spec", "E3")]
    public async Task Listen_WaitingAndPlainListeners_RunInTheSameOrder()
    {
        var worker = System.Start();
        worker.Listen("A", async _ =>
        {
            _log.Add("1 begins");
            await WaitEvent("GO");
            _log.Add("1 ends");
        });
        worker.Listen("A", _ => _log.Add("2"));

        worker.Fire("A");
        await worker.AtWaitPoint();
        Assert.Equal(["1 begins"], _log);

        worker.Fire("GO");
        await worker.AtWaitPoint();
        Assert.Equal(["1 begins", "1 ends", "2"], _log);
    }

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Spec", "E3")]
    public async Task Listen_InsideAListener_AffectsTheNextEvent(int others)
    {
        var worker = StartWith(others);
        worker.Listen("A", _ =>
        {
            _log.Add("first");
            worker.Listen("A", _ => _log.Add("new"), new ListenerOptions { Priority = 10 });
            worker.Listen("A", _ => _log.Add("new last"), new ListenerOptions { Priority = -10 });
        }, new ListenerOptions { Once = true });

        worker.Fire("A");
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(["first", "new", "new last"], _log);
    }

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Spec", "E3")]
    public async Task Unlisten_InsideAListener_AffectsTheNextEvent(int others)
    {
        var worker = StartWith(others);
        Listener? removed = null;
        var isRemoved = false;
        worker.Listen("A", _ =>
        {
            _log.Add("first");
            if (!isRemoved) worker.Unlisten(removed!);
            isRemoved = true;
        });
        removed = worker.Listen("A", _ => _log.Add("removed"));
        worker.Listen("A", _ => _log.Add("last"));

        worker.Fire("A");
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(["first", "removed", "last", "first", "last"], _log);
    }

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Spec", "E4")]
    public async Task Listen_Once_IsCalledOnce(int others)
    {
        var worker = StartWith(others);
        worker.Listen("A", e => _log.Add($"once {e.Data}"), new ListenerOptions { Once = true });
        worker.Listen("A", e => _log.Add($"always {e.Data}"));

        worker.Fire("A", 1);
        worker.Fire("A", 2);
        await worker.AtWaitPoint();

        Assert.Equal(["once 1", "always 1", "always 2"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_OnceThatThrew_IsNotCalledAgain()
    {
        var calls = 0;
        var worker = System.Start();
        worker.Listen("A", _ =>
        {
            calls++;
            throw new FormatException();
        }, new ListenerOptions { Once = true });

        worker.Fire("A");
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(1, calls);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_OnceThatWaits_IsNotCalledByTheEventThatItWaitsFor()
    {
        var worker = System.Start();
        worker.Listen("A", async e =>
        {
            _log.Add($"begins {e.Data}");
            _log.Add($"got {(await WaitEvent("A")).Data}");
        }, new ListenerOptions { Once = true });

        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.Fire("A", 3);
        await worker.AtWaitPoint();

        Assert.Equal(["begins 1", "got 2"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_OnceThatAnEarlierListenerHoldsUp_IsCalledOnce()
    {
        var worker = System.Start();
        worker.Listen("A", async e =>
        {
            if (e.Data is 1) await WaitEvent("GO");
        });
        worker.Listen("A", e => _log.Add($"once {e.Data}"), new ListenerOptions { Once = true });

        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.Fire("GO");
        await worker.AtWaitPoint();

        Assert.Equal(["once 2"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_OnceWithATarget_WaitsForThatTarget()
    {
        var wanted = System.Start();
        var worker = System.Start();
        worker.Listen("A", e => _log.Add($"{e.Data}"), new ListenerOptions { Once = true, Target = wanted });

        worker.Fire("A", 1);
        worker.Fire(new Event("A", 2, wanted));
        worker.Fire(new Event("A", 3, wanted));
        await worker.AtWaitPoint();

        Assert.Equal(["2"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_WithATarget_HearsThatSenderOnly()
    {
        var wanted = System.Start();
        var worker = System.Start();
        worker.Listen("A", e => _log.Add($"{e.Data}"), new ListenerOptions { Target = wanted });
        wanted.Listen("GO", _ => worker.Fire("A", "wanted"));

        worker.Fire("A", "main");
        await Barriers.OnPlainThread(() => worker.Fire("A", "nobody"));
        wanted.Fire("GO");
        await wanted.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(["wanted"], _log);
    }

    [Theory]
    [MemberData(nameof(Others))]
    [Trait("Spec", "E4")]
    public async Task Listen_NonPermanent_IsRemovedWhenTheRunEnds(int others)
    {
        var worker = StartWith(others);
        worker.Listen("A", _ => _log.Add("permanent"));
        worker.Listen("A", _ => _log.Add("for this run"), new ListenerOptions { Permanent = false });

        worker.Fire("A");
        worker.Stop();
        await worker.Ended();
        worker.Start();
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(["permanent", "for this run", "permanent"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_ByTheShortcut_IsForThisRun()
    {
        var worker = System.Create(async () =>
        {
            var listener = Listen("A", _ => _log.Add("heard"));
            Assert.False(listener.Permanent);
            await WaitForever();
        });
        for (var run = 0; run < 3; run++)
        {
            worker.Start();
            worker.Fire("A");
            worker.Stop();
            await worker.Ended();
        }

        Assert.Equal(["heard", "heard", "heard"], _log);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public async Task Listen_ByTheShortcutWithOptions_IsForThisRunUnlessTheyAskForMore()
    {
        var made = new List<Listener>();
        var worker = System.Start(() =>
        {
            made.Add(Listen("A", _ => { }, new ListenerOptions { Priority = 5, Once = true, Target = System.Main }));
            made.Add(Listen("A", _ => { }, new ListenerOptions { Permanent = true }));
            return Task.CompletedTask;
        });
        await worker.Ended();

        Assert.Equal((5, true, System.Main, false), (made[0].Priority, made[0].Once, made[0].Target, made[0].Permanent));
        Assert.True(made[1].Permanent);
    }

    [Fact]
    [Trait("Spec", "E4")]
    public void Listener_Made_TellsItsOptions()
    {
        var worker = System.Start();
        var plain = worker.Listen("A", _ => { });
        var special = worker.Listen(
            new EventName<int>("B"),
            _ => { },
            new ListenerOptions { Target = worker, Priority = 3, Once = true, Permanent = false });

        Assert.Equal(("A", null, 0, false, true), (plain.EventName, plain.Target, plain.Priority, plain.Once, plain.Permanent));
        Assert.Equal(("B", worker, 3, true, false), (special.EventName, special.Target, special.Priority, special.Once, special.Permanent));
    }

    private Worker StartWith(int others)
    {
        var worker = System.Start();
        for (var i = 0; i < others; i++) worker.Listen($"OTHER-{i % 7}", _ => _log.Add("other"), new ListenerOptions { Priority = i % 3 });
        return worker;
    }
}
