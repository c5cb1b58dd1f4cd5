using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E1, E2 and E7: how an event gets to its worker, what it tells, and which wait it ends.</summary>
public abstract class EventTests : ConformanceTests
{
    private static readonly EventName<int> Number = new("NUMBER");

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Fire_WhileTheWorkerIsBusy_ReturnsBeforeTheEventIsHandled()
    {
        var isBusy = Barriers.Signal();
        var goOn = Barriers.Signal();
        var heard = new List<object?>();
        var worker = System.Start(async () =>
        {
            Listen("A", e => heard.Add(e.Data));
            isBusy.SetResult();
            await goOn.Task;
            await WaitForever();
        });
        await isBusy.Task.Soon();

        worker.Fire("A", 1);
        worker.Fire("A", 2);

        Assert.Empty(heard);
        goOn.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal([1, 2], heard);
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Fire_InsideAListener_IsHandledAfterThatListener()
    {
        var log = new List<string>();
        var worker = System.Start();
        worker.Listen("OUTER", _ =>
        {
            log.Add("outer begins");
            worker.Fire("INNER");
            log.Add("outer ends");
        });
        worker.Listen("INNER", _ => log.Add("inner"));

        worker.Fire("OUTER");
        await worker.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(["outer begins", "outer ends", "inner"], log);
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Fire_ByAllItsForms_KeepsTheSendersOrder()
    {
        var heard = new List<int>();
        var worker = System.Start();
        worker.Listen(Number, e => heard.Add(e.Data));

        for (var i = 0; i < 1000; i += 5)
        {
            var n = i;
            worker.Fire(Number, n);
            worker.Fire("NUMBER", n + 1);
            worker.Fire(new Event("NUMBER", n + 2));
            worker.Later(() => heard.Add(n + 3));
            worker.Fire(new Event<int>(Number, n + 4));
        }

        await worker.AtWaitPoint();
        Assert.Equal(Enumerable.Range(0, 1000), heard);
    }

    [Fact]
    [Trait("Spec", "E1")]
    public async Task Fire_FromSeveralThreads_KeepsTheOrderOfEach()
    {
        const int senders = 4;
        const int each = 10_000;
        var heard = new List<(int Sender, int Number)>();
        var worker = System.Start();
        worker.Listen("N", e => heard.Add(((int, int))e.Data!));

        await Task.WhenAll(Enumerable.Range(0, senders).Select(sender => Barriers.OnPlainThread(() =>
        {
            for (var i = 0; i < each; i++) worker.Fire("N", (sender, i));
        })));
        await worker.AtWaitPoint();

        Assert.Equal(senders * each, heard.Count);
        foreach (var sender in heard.GroupBy(static e => e.Sender))
        {
            Assert.Equal(Enumerable.Range(0, each), sender.Select(static e => e.Number));
        }
    }

    [Fact]
    [Trait("Spec", "E2")]
    public void Event_WithNothingGiven_CarriesNothing()
    {
        var e = new Event("A");

        Assert.Equal("A", e.Name);
        Assert.Null(e.Data);
        Assert.Null(e.Target);
        Assert.False(e.Bubble);
        Assert.False(e.Broadcast);
    }

    [Theory]
    [InlineData(true, false)]
    [InlineData(false, true)]
    [InlineData(true, true)]
    [Trait("Spec", "E2")]
    public async Task Fire_EventOfYourMaking_ArrivesWithAllThatItWasGiven(bool bubble, bool broadcast)
    {
        var target = System.Start();
        var heard = Barriers.Signal<Event>();
        var worker = System.Start();
        worker.Listen("A", heard.SetResult);

        worker.Fire(new Event("A", 7, target, bubble, broadcast));

        var e = await heard.Task.Soon();
        Assert.Equal(("A", (object)7, bubble, broadcast), (e.Name, e.Data!, e.Bubble, e.Broadcast));
        Assert.Same(target, e.Target);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Target_OfAnEventFiredByAWorker_IsThatWorker()
    {
        var heard = new List<IEventTarget?>();
        var worker = System.Start();
        worker.Listen("A", e => heard.Add(e.Target));

        var sender = System.Start(async () =>
        {
            worker.Fire("A");
            worker.Fire(new Event("A"));
            await Task.Yield();
            worker.Fire(new EventName<int>("A"), 1);
            await Update();
        });
        await sender.Ended();
        await worker.AtWaitPoint();

        Assert.Equal([sender, sender, sender], heard);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Target_OfAnEventFiredInAListener_IsTheListenersWorker()
    {
        var heard = Barriers.Signal<IEventTarget?>();
        var worker = System.Start();
        worker.Listen("A", e => heard.SetResult(e.Target));
        var relay = System.Start();
        relay.Listen("B", _ => worker.Fire("A"));

        relay.Fire("B");

        Assert.Same(relay, await heard.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Target_OfAnEventFromOutsideAnyWorker_IsNull()
    {
        var heard = Barriers.Signal<IEventTarget?>();
        var worker = System.Start();
        worker.Listen("A", e => heard.SetResult(e.Target));

        await Barriers.OnPlainThread(() => worker.Fire("A"));

        Assert.Null(await heard.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Target_AnsweredWithFire_GetsTheAnswer()
    {
        var echo = System.Start();
        echo.Listen("ASK", e => e.Target!.Fire("ANSWER", $"{e.Data}!"));

        var asker = System.Start(async () =>
        {
            echo.Fire("ASK", "hello");
            return (await WaitEvent("ANSWER", echo)).Data;
        });

        Assert.Equal("hello!", (await asker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Fire_OneEventAtSeveralWorkers_ReachesEachAndLeavesTheEventAsItWas()
    {
        var e = new Event("A", 1);
        var workers = Enumerable.Range(0, 3).Select(_ => System.Start(async () => (await WaitEvent("A")).Data)).ToArray();

        var sender = System.Start(() =>
        {
            foreach (var worker in workers) worker.Fire(e);
            return Task.CompletedTask;
        });
        await sender.Ended();

        foreach (var worker in workers) Assert.Equal(1, (await worker.Ended()).Value);
        Assert.Null(e.Target);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Fire_TypedOrPlain_MeetsTypedAndPlainListenersAndWaits()
    {
        // A name made at run time, so that equal strings and not the same object must do.
        var name = new string("NUMBER".AsSpan());
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen(Number, e => log.Add($"typed {e.Data}"));
            Listen(name, e => log.Add($"plain {e.Data}"));
            log.Add($"wait typed {(await WaitEvent(Number)).Data}");
            log.Add($"wait plain {(await WaitEvent(name)).Data}");
        });

        worker.Fire(name, 1);
        worker.Fire(Number, 2);
        await worker.Ended();

        Assert.Equal(["typed 1", "plain 1", "wait typed 1", "typed 2", "plain 2", "wait plain 2"], log);
    }

    [Fact]
    [Trait("Spec", "E2")]
    public async Task Fire_NameInOtherCase_MeetsNobody()
    {
        var heard = 0;
        var worker = System.Start();
        worker.Listen("number", _ => heard++);

        worker.Fire("NUMBER");
        await worker.AtWaitPoint();

        Assert.Equal(0, heard);
    }

    [Theory]
    [InlineData("")]
    [InlineData(" ")]
    [InlineData(null)]
    [Trait("Spec", "E2")]
    public void Name_Blank_IsAnError(string? name)
    {
        var worker = System.Start();

        Assert.ThrowsAny<ArgumentException>(() => worker.Fire(new Event(name!)));
        Assert.ThrowsAny<ArgumentException>(() => new EventName<int>(name!));
        Assert.ThrowsAny<ArgumentException>(() => worker.Listen(name!, _ => { }));
    }
}
