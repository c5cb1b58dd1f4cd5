using Actors.Tests.Conformance;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet;

/// <summary>The tree of workers is the tree of their actors.</summary>
public sealed class PathTests : AkkaTests
{
    [Fact]
    public async Task ActorRef_OfAWorkerInTheTree_HasTheWorkersPath()
    {
        var parent = Workers.Start(new WorkerOptions { Name = "hub" });
        var child = Workers.Start(new WorkerOptions { Name = "client-7", Parent = parent });
        var grandchild = Workers.Start(new WorkerOptions { Name = "reader", Parent = child });

        Assert.Equal("/user/workers" + parent.Path, PathOf(parent));
        Assert.Equal("/user/workers" + child.Path, PathOf(child));
        Assert.Equal("/user/workers" + grandchild.Path, PathOf(grandchild));
        Assert.Equal(PathOf(child), (await Sys.ActorSelection(PathOf(child)).ResolveOne(TimeSpan.FromSeconds(30)).Soon()).Path.ToStringWithoutAddress());
    }

    [Theory]
    [InlineData("two words", "two%20words")]
    [InlineData("$money", "%24money")]
    [InlineData("Größe", "Gr%C3%B6%C3%9Fe")]
    public void ActorRef_OfAnOddName_IsWrittenAsInAUri(string name, string escaped)
    {
        var worker = Workers.Start(new WorkerOptions { Name = name });

        Assert.Equal("/user/workers/" + escaped, PathOf(worker));
    }

    [Fact]
    public void ActorRef_OfASiblingWithTheSameName_HasANumber()
    {
        var first = Workers.Start(new WorkerOptions { Name = "twin" });
        var second = Workers.Start(new WorkerOptions { Name = "twin" });

        Assert.Equal("/user/workers/twin", PathOf(first));
        Assert.StartsWith("/user/workers/twin~", PathOf(second), StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "C4")]
    public async Task ActorRef_OfADaemonChild_DoesNotHoldItsParentsActor()
    {
        var daemonMayEnd = Barriers.Signal();
        var parent = Workers.Start(new WorkerOptions { Name = "parent" });
        var daemon = Workers.Start(
            async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Wait(daemonMayEnd.Task);
                }
            },
            new WorkerOptions { Name = "daemon", Parent = parent, IsDaemon = true });
        Assert.Equal("/user/workers-daemons/%2Fparent%2Fdaemon", PathOf(daemon));

        var ended = Stopped(parent.ActorRef());
        parent.Stop();
        await ended;

        Assert.Equal(WorkerState.Stopping, daemon.State);
        daemonMayEnd.SetResult();
        await daemon.Ended();
    }

    [Fact]
    public async Task ActorRef_OfTheNextRun_IsAnotherActor()
    {
        var worker = Workers.Start(new WorkerOptions { Name = "again" });
        var first = worker.ActorRef();
        await worker.StopAsync();
        worker.Start();

        Assert.NotEqual(first, worker.ActorRef());
    }

    [Fact]
    public async Task Start_FromManyThreads_MakesEveryChildsActor()
    {
        var parent = Workers.Start(new WorkerOptions { Name = "parent" });
        var children = await Task.WhenAll(Enumerable.Range(0, 4).Select(thread => Barriers.OnPlainThread(() =>
            Enumerable.Range(0, 500).Select(i => Workers.Start(new WorkerOptions { Name = $"{thread}-{i}", Parent = parent })).ToArray())));
        foreach (var child in children.SelectMany(static children => children)) await child.AtWaitPoint();

        Assert.All(children.SelectMany(static children => children), static child => Assert.Equal("/user/workers" + child.Path, PathOf(child)));
    }

    private static string PathOf(Worker worker) => worker.ActorRef().Path.ToStringWithoutAddress();
}
