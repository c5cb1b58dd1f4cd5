using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec C1, C2, C3 and C5: whose child a worker is, and what its parent learns of it.</summary>
public abstract class ParentChildTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "C1")]
    public async Task Parent_OfAWorkerMadeInAFlow_IsTheCurrentWorker()
    {
        var made = new List<Worker>();
        var parent = System.Start(async () =>
        {
            Listen("E", _ => made.Add(System.Create()));
            made.Add(Start(static () => Task.CompletedTask));
            made.Add(System.Start(static () => Task.CompletedTask));
            Current.Fire("E");
            Later(() => made.Add(System.Create()));
            await WaitEvent("E");
            await CurrentWorker.Update();
            made.Add(await Task.Run(() => System.Create()));
        });
        await parent.Value();

        Assert.Equal(5, made.Count);
        Assert.All(made, child => Assert.Same(parent, child.Parent));
        Assert.StartsWith(parent.Path + "/", made[0].Path, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "C1")]
    public async Task Parent_OfAWorkerMadeOnTheMainFlow_IsNone()
    {
        var worker = System.Start(static () => Task.CompletedTask);
        await worker.Value();

        Assert.Null(worker.Parent);
        Assert.Equal("/" + worker.Name, worker.Path);
    }

    [Fact]
    [Trait("Spec", "C1")]
    public async Task Parent_ThatIsGiven_IsTaken()
    {
        var other = System.Start();
        var worker = System.Start(async () =>
        {
            var root = Start(static () => WaitForever().AsTask(), new WorkerOptions { Parent = WorkerParent.None });
            var child = Start(static () => WaitForever().AsTask(), new WorkerOptions { Parent = other });
            await CurrentWorker.Update();
            return (root, child);
        });
        var (root, child) = Assert.IsType<(Worker, Worker)>(await worker.Value());

        Assert.Null(root.Parent);
        Assert.Same(other, child.Parent);
        Assert.Equal(WorkerState.Running, root.State);
        Assert.Same(child, Assert.Single(other.Children));
        Assert.Contains(root, System.Workers);
    }

    [Theory]
    [InlineData(null, null, false)]
    [InlineData(null, true, true)]
    [InlineData(null, false, false)]
    [InlineData(true, null, true)]
    [InlineData(true, false, false)]
    [InlineData(false, true, true)]
    [Trait("Spec", "C2")]
    public void IsDaemon_OfAChild_IsItsOwnFlagElseItsParents(bool? parentFlag, bool? ownFlag, bool expected)
    {
        var parent = System.Create(null, new WorkerOptions { IsDaemon = parentFlag });
        var child = System.Create(null, new WorkerOptions { IsDaemon = ownFlag, Parent = parent });
        var grandchild = System.Create(null, new WorkerOptions { Parent = child });

        Assert.Equal(parentFlag ?? false, parent.IsDaemon);
        Assert.Equal(expected, child.IsDaemon);
        Assert.Equal(expected, grandchild.IsDaemon);
    }

    [Fact]
    [Trait("Spec", "C3")]
    public async Task Children_OfAParent_AreTheRunningOnesInOrder()
    {
        var parent = System.Start();
        var options = new WorkerOptions { Parent = parent };
        var created = System.Create(null, options);
        var first = System.Start(static () => WaitEvent("GO").AsTask(), options);
        var second = System.Start(static () => WaitForever().AsTask(), options);
        Assert.Equal([first, second], parent.Children);

        for (var run = 0; run < 2; run++)
        {
            first.Fire("GO");
            await first.Completion;
            Assert.Equal([second], parent.Children);
            first.Start();
            Assert.Equal([second, first], parent.Children);
        }

        Assert.Equal(WorkerState.Created, created.State);
    }

    [Fact]
    [Trait("Spec", "C3")]
    public async Task Children_AtTheCompletionOfAChild_AreWithoutIt()
    {
        var parent = System.Start();
        var options = new WorkerOptions { Parent = parent };
        for (var i = 0; i < 2000; i++)
        {
            await System.Start(static () => Task.CompletedTask, options).Completion;
            Assert.Empty(parent.Children);
        }
    }

    [Fact]
    [Trait("Spec", "C3")]
    public async Task Workers_AtTheCompletionOfARootWorker_AreWithoutIt()
    {
        for (var i = 0; i < 2000; i++)
        {
            await System.Start(static () => Task.CompletedTask).Completion;
            Assert.Empty(System.Workers);
        }
    }

    [Fact]
    [Trait("Spec", "C3")]
    public async Task Children_WhenTheParentHearsOfAnEnd_AreWithoutTheChild()
    {
        var seen = new List<int>();
        var parent = System.Create(static async () =>
        {
            for (var i = 0; i < 500; i++)
            {
                Start(static () => Task.CompletedTask);
                await WaitEvent(WorkerEvents.ChildEnd);
            }
        });
        parent.Listen(WorkerEvents.ChildDone, _ => seen.Add(parent.Children.Count));
        parent.Start();
        await parent.Value();

        Assert.Equal(500, seen.Count);
        Assert.All(seen, static count => Assert.Equal(0, count));
    }

    [Fact]
    [Trait("Spec", "C3")]
    public async Task ChildStart_AtEachStart_IsHeardByTheParent()
    {
        var heard = new List<(IEventTarget?, object?)>();
        var parent = System.Create(static () => WaitForever().AsTask());
        parent.Listen(WorkerEvents.ChildStart, e => heard.Add((e.Target, e.Data)));
        parent.Start();
        var child = System.Create(static () => Task.CompletedTask, new WorkerOptions { Parent = parent });
        for (var run = 0; run < 2; run++)
        {
            child.Start();
            await child.Value();
        }

        await parent.AtWaitPoint();
        Assert.Equal([(child, child), (child, child)], heard);
    }

    [Fact]
    [Trait("Spec", "C5")]
    public async Task ChildDone_WithItsResult_IsHeardBeforeChildEnd()
    {
        var (child, heard) = await EndsOf(static () => Task.FromResult<object?>(42));

        Assert.Equal([WorkerEvents.ChildDone, WorkerEvents.ChildEnd], heard.Select(static e => e.Name));
        Assert.All(heard, e => Assert.Same(child, e.Target));
        Assert.Equal(42, heard[0].Data);
        Assert.Equal(42, Assert.IsType<WorkerResult>(heard[1].Data).Value);
    }

    [Fact]
    [Trait("Spec", "C5")]
    public async Task ChildStop_OfAChildThatWasStopped_IsHeardBeforeChildEnd()
    {
        var (child, heard) = await EndsOf(static () => throw new WorkerExit());

        Assert.Equal([WorkerEvents.ChildStop, WorkerEvents.ChildEnd], heard.Select(static e => e.Name));
        Assert.All(heard, e => Assert.Same(child, e.Target));
    }

    [Fact]
    [Trait("Spec", "C5")]
    public async Task ChildError_WithItsException_IsHeardBeforeChildEnd()
    {
        var error = new InvalidDataException();
        var (child, heard) = await EndsOf(() => throw error);

        Assert.Equal([WorkerEvents.ChildError, WorkerEvents.ChildEnd], heard.Select(static e => e.Name));
        Assert.All(heard, e => Assert.Same(child, e.Target));
        Assert.Same(error, heard[0].Data);
    }

    private async Task<(Worker Child, List<Event> Heard)> EndsOf(Func<Task<object?>> body)
    {
        var heard = new List<Event>();
        Worker? child = null;
        var parent = System.Start(async () =>
        {
            foreach (var name in new[] { WorkerEvents.ChildDone, WorkerEvents.ChildStop, WorkerEvents.ChildError, WorkerEvents.ChildEnd })
            {
                Listen(name, heard.Add);
            }

            child = Start(body);
            await WaitEvent(WorkerEvents.ChildEnd);
        });
        await parent.Value();
        return (child!, heard);
    }
}
