using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E7: after the listeners, the event is offered to the waiting body.</summary>
public abstract class EventWaitTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_WithListeners_GoesOnAfterThem()
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("A", _ => log.Add("listener"), new ListenerOptions { Priority = -1000 });
            Listen("A", async _ =>
            {
                await Update();
                log.Add("waiting listener");
            });
            await WaitEvent("A");
            log.Add("body");
        });

        worker.Fire("A");
        await worker.Ended();

        Assert.Equal(["waiting listener", "listener", "body"], log);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_ByName_PassesOverOtherNames()
    {
        var worker = System.Start(async () => (await WaitEvent("B")).Data);

        worker.Fire("A", 1);
        worker.Fire("b", 2);
        worker.Fire("B", 3);

        Assert.Equal(3, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_ByTarget_PassesOverOtherSenders()
    {
        var wanted = System.Start();
        var worker = System.Start(async () => (await WaitEvent("A", wanted)).Data);
        wanted.Listen("GO", e => worker.Fire("A", e.Data));

        worker.Fire("A", "main");
        worker.Fire(new Event("A", "another", System.Start()));
        await worker.AtWaitPoint();
        wanted.Fire("GO", "wanted");

        Assert.Equal("wanted", (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitUntil_ByCondition_EndsWithTheFirstEventThatFulfilsIt()
    {
        var seen = new List<object?>();
        var worker = System.Start(async () => (await WaitUntil(e =>
        {
            if (e.Name == "N") seen.Add(e.Data);
            return e.Data is > 2;
        })).Data);

        for (var i = 1; i <= 3; i++) worker.Fire("N", i);

        Assert.Equal(3, (await worker.Ended()).Value);
        Assert.Equal([1, 2, 3], seen);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitUntil_ConditionThatThrows_ThrowsItAtTheWait()
    {
        var error = new FormatException("not that one");
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitUntil(_ => throw error);
                return null;
            }
            catch (FormatException caught)
            {
                return caught;
            }
        });

        worker.Fire("A");

        Assert.Same(error, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_OneEventAndTwoWaitsInARow_EndsTheFirst()
    {
        var ends = 0;
        var worker = System.Start(async () =>
        {
            await WaitEvent("A");
            ends++;
            await WaitEvent("A");
            ends++;
        });

        worker.Fire("A");
        await worker.AtWaitPoint();
        Assert.Equal(1, ends);

        worker.Fire("A");
        await worker.Ended();
        Assert.Equal(2, ends);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_TwoWaitsAtOnce_EachEventEndsOneTheOlderFirst()
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            async Task Wait(string name) => log.Add($"{name} {(await WaitEvent("A")).Data}");
            var first = Wait("first");
            var second = Wait("second");
            await first;
            await second;
        });

        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Assert.Equal(["first 1"], log);

        worker.Fire("A", 2);
        await worker.AtWaitPoint();
        Assert.Equal(["first 1", "second 2"], log);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_OfTheBodyAndOfAListenerAtOnce_EndsTheListenersOnly()
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("GO", async _ => log.Add($"listener {(await WaitEvent("A")).Data}"));
            log.Add($"body {(await WaitEvent("A")).Data}");
        });
        worker.Fire("GO");

        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Assert.Equal(["listener 1"], log);

        worker.Fire("A", 2);
        await worker.Ended();
        Assert.Equal(["listener 1", "body 2"], log);
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_EventHandledBeforeTheWait_DoesNotEndIt()
    {
        var ended = false;
        var worker = System.Start(async () =>
        {
            await WaitEvent("B");
            await WaitEvent("A");
            ended = true;
        });

        worker.Fire("A");
        worker.Fire("B");
        await worker.AtWaitPoint();
        Assert.False(ended);

        worker.Fire("A");
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_WithTheCurrentWorkersOwnEvent_EndsWithIt()
    {
        var worker = System.Start(async () =>
        {
            Current.Fire("A", 5);
            return (await WaitEvent("A", Current)).Data;
        });

        Assert.Equal(5, (await worker.Ended()).Value);
    }
}
