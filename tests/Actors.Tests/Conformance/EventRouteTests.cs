using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E6: up to the parents, down to the children.</summary>
public abstract class EventRouteTests : ConformanceTests
{
    private readonly Dictionary<string, Worker> _family = [];
    private readonly Dictionary<string, int> _heard = [];

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Fire_NeitherBubbleNorBroadcast_StaysAtTheWorker()
    {
        StartFamily();
        _family["parent"].Fire(new Event("A"));
        await AssertHeard("parent");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Fire_Bubble_ReachesTheWorkerAndAllAboveItOnce()
    {
        StartFamily();
        _family["child"].Fire(new Event("A", bubble: true));
        await AssertHeard("child", "parent", "root");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Fire_Broadcast_ReachesTheWorkerAndAllBelowItOnce()
    {
        StartFamily();
        _family["parent"].Fire(new Event("A", broadcast: true));
        await AssertHeard("parent", "child", "sibling", "grandchild");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Fire_BubbleAndBroadcast_EndsAfterParentsAndChildrenHeardItOnce()
    {
        StartFamily();
        _family["parent"].Fire(new Event("A", bubble: true, broadcast: true));

        // What goes up does not come down again, and the other way round: the aunt and the root's other children hear nothing.
        await AssertHeard("parent", "root", "child", "sibling", "grandchild");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Fire_BubbleAndBroadcastAtALeafAndAtARoot_Ends()
    {
        StartFamily();
        _family["grandchild"].Fire(new Event("A", bubble: true, broadcast: true));
        await AssertHeard("grandchild", "child", "parent", "root");

        _heard.Clear();
        _family["root"].Fire(new Event("A", bubble: true, broadcast: true));
        await AssertHeard([.. _family.Keys]);
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Bubble_OfAWorker_BeginsAtItsParent()
    {
        StartFamily();
        _family["child"].Bubble("A");
        await AssertHeard("parent", "root");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Broadcast_OfAWorker_BeginsAtItsChildren()
    {
        StartFamily();
        _family["parent"].Broadcast("A");
        await AssertHeard("child", "sibling", "grandchild");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task BubbleAndBroadcast_WithAnEventOfTheOtherWay_GoOneWayOnly()
    {
        StartFamily();
        _family["parent"].Bubble(new Event("A", broadcast: true));
        await AssertHeard("root");

        _heard.Clear();
        _family["parent"].Broadcast(new Event("A", bubble: true));
        await AssertHeard("child", "sibling", "grandchild");
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task BubbleAndBroadcast_AtARootAndALeaf_ReachNobody()
    {
        StartFamily();
        _family["root"].Bubble("A");
        _family["grandchild"].Broadcast("A");
        await AssertHeard();
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Target_OfAForwardedEvent_StaysTheFirstSender()
    {
        var targets = new List<IEventTarget?>();
        var ends = new[] { Barriers.Signal(), Barriers.Signal() };
        var root = System.Start();
        var parent = System.Start(new WorkerOptions { Parent = root });
        var child = System.Start(new WorkerOptions { Parent = parent });
        parent.Listen("UP", e => targets.Add(e.Target));
        root.Listen("UP", e =>
        {
            targets.Add(e.Target);
            ends[0].SetResult();
        });
        child.Listen("DOWN", e =>
        {
            targets.Add(e.Target);
            ends[1].SetResult();
        });

        var sender = System.Start(async () =>
        {
            child.Fire(new Event("UP", bubble: true));
            await Wait(ends[0].Task);
            root.Fire(new Event("DOWN", broadcast: true));
            await Wait(ends[1].Task);
        });
        await sender.Ended();

        Assert.Equal([sender, sender, sender], targets);
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task BubbleAndBroadcast_ByTheShortcuts_ComeFromTheCurrentWorker()
    {
        var heard = new List<(string Who, string Path)>();
        var below = Barriers.Signal();
        var above = Barriers.Signal();
        var isReady = Barriers.Signal();
        var root = System.Start(new WorkerOptions { Name = "root" });
        root.Listen("UP", e =>
        {
            heard.Add(("root", e.Target!.Path));
            above.SetResult();
        });
        System.Start(
            async () =>
            {
                var child = Start(async () =>
                {
                    Listen("DOWN", e => heard.Add(("child", e.Target!.Path)));
                    isReady.SetResult();
                    await WaitEvent("DOWN");
                    below.SetResult();
                });
                await Wait(isReady.Task);
                Broadcast("DOWN");
                await Wait(below.Task);
                Bubble("UP");
                await WaitForever();
            },
            new WorkerOptions { Parent = root, Name = "middle" });
        await above.Task.Soon();

        Assert.Equal([("child", "/root/middle"), ("root", "/root/middle")], heard);
    }

    [Fact]
    [Trait("Spec", "E6")]
    public async Task Broadcast_DownAThousandLevels_ReachesTheLast()
    {
        var worker = System.Start();
        var root = worker;
        for (var i = 0; i < 1000; i++) worker = System.Start(new WorkerOptions { Parent = worker });
        var heard = Barriers.Signal<object?>();
        worker.Listen("A", e => heard.SetResult(e.Data));

        root.Fire(new Event("A", 1, broadcast: true));

        Assert.Equal(1, await heard.Task.Soon());
    }

    private void StartFamily()
    {
        Add("root", null);
        Add("aunt", "root");
        Add("parent", "root");
        Add("child", "parent");
        Add("sibling", "parent");
        Add("grandchild", "child");
    }

    private void Add(string name, string? parent)
    {
        var worker = System.Start(new WorkerOptions
        {
            Name = name,
            Parent = parent is null ? WorkerParent.None : _family[parent],
        });
        worker.Listen("A", _ =>
        {
            lock (_heard) _heard[name] = _heard.GetValueOrDefault(name) + 1;
        });
        _family[name] = worker;
    }

    /// <summary>Who heard the event, each of them once, after it has gone all of its way.</summary>
    private async Task AssertHeard(params string[] names)
    {
        // An event is handed on in the turn that handles it: once all workers have been asked from the top down and up again, it is
        // wherever it can be.
        foreach (var worker in _family.Values) await worker.AtWaitPoint();
        foreach (var worker in _family.Values.Reverse()) await worker.AtWaitPoint();
        Assert.Equal(names.Order().Select(static name => (name, 1)), _heard.OrderBy(static e => e.Key).Select(static e => (e.Key, e.Value)));
    }
}
