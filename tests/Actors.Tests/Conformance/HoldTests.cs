using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The acknowledged pause: who stands still, until when, and that nothing gets lost.</summary>
public abstract class HoldTests : ConformanceTests
{
    private static readonly PauseOptions Alone = new() { Scope = PauseScope.Worker };

    /// <summary>Completes when the worker's loop has seen all that was queued before: a second hold is acknowledged behind it.</summary>
    private static async Task Seen(Worker worker) => (await worker.PauseAsync(Alone).AsTask().Soon()).Resume();

    [Fact]
    public async Task PauseAsync_OfASubtree_HoldsBodiesListenersAndCallbacks()
    {
        var order = new List<string>();
        Worker Made(string name, WorkerParent parent) => System.Start(
            async () =>
            {
                Listen("E", _ => { lock (order) order.Add($"{name} heard"); });
                await WaitEvent("E");
                lock (order) order.Add($"{name} woke");
            },
            new() { Name = name, Parent = parent });
        var root = Made("root", WorkerParent.None);
        var child = Made("child", root);
        var grandchild = Made("grandchild", child);
        var other = Made("other", WorkerParent.None);

        var pause = await root.PauseAsync().AsTask().Soon();
        Assert.Equal(3, pause.Count);
        foreach (var worker in new[] { root, child, grandchild })
        {
            Assert.Equal(WorkerState.Paused, worker.State);
            worker.Fire("E");
            worker.Later(() => { lock (order) order.Add("callback"); });
            await Seen(worker);
        }

        other.Fire("E");
        await other.Value();
        Assert.Equal(["other heard", "other woke"], order);

        pause.Resume();
        await Task.WhenAll(grandchild.Value(), child.Value(), root.Value());
        foreach (var name in new[] { "root", "child", "grandchild" })
        {
            Assert.True(order.IndexOf($"{name} heard") > 0 && order.IndexOf($"{name} woke") > order.IndexOf($"{name} heard"));
        }
    }

    [Fact]
    public async Task PauseAsync_OfTheWorkerAlone_LetsItsChildrenGoOn()
    {
        var parent = System.Start(static () => WaitForever().AsTask());
        var child = System.Start(static () => WaitEvent("GO").AsTask(), new() { Parent = parent });

        using var pause = await parent.PauseAsync(Alone).AsTask().Soon();
        child.Fire("GO");
        await child.Value();

        Assert.Equal(1, pause.Count);
        Assert.Equal(WorkerState.Paused, parent.State);
    }

    [Fact]
    public async Task PauseAsync_DuringAForeignAwait_CompletesAtTheNextWaitPoint()
    {
        var order = new List<string>();
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            Listen("E", _ => order.Add("heard"));
            running.SetResult();
            await gate.Task;
            order.Add("before");
            await CurrentWorker.Update();
            order.Add("after");
        });
        await running.Task;
        var pausing = worker.PauseAsync().AsTask();
        Assert.False(pausing.IsCompleted);
        worker.Fire("E");
        gate.SetResult();

        var pause = await pausing.Soon();
        await Seen(worker);
        Assert.Equal(["before"], order);
        pause.Resume();
        await worker.Value();
        Assert.Equal(["before", "heard", "after"], order);
    }

    [Fact]
    public async Task PauseAsync_BodyThatLoopsOverEndedTasks_IsHeldThere()
    {
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var isOver = false;
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            while (!Volatile.Read(ref isOver)) await Wait(Task.CompletedTask);
        });
        await running.Task;
        var pausing = worker.PauseAsync().AsTask();
        gate.SetResult();
        var pause = await pausing.Soon();
        Volatile.Write(ref isOver, true);
        pause.Resume();

        await worker.Value();
    }

    [Fact]
    public async Task PauseAsync_TokenCancelledFirst_LetsEverybodyGoOn()
    {
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            running.SetResult();
            await gate.Task;
            await WaitEvent("GO");
        });
        var child = System.Start(static () => WaitEvent("GO").AsTask(), new() { Parent = worker });
        await running.Task;
        using var source = new CancellationTokenSource();
        var pausing = worker.PauseAsync(cancellationToken: source.Token).AsTask();
        await source.CancelAsync();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => pausing);

        child.Fire("GO");
        await child.Value();
        gate.SetResult();
        worker.Fire("GO");
        await worker.Value();
    }

    [Fact]
    public async Task Resume_AfterManyEvents_GivesEachOnceInOrder()
    {
        var seen = new List<object?>();
        var heard = new List<object?>();
        var worker = System.Start(async () =>
        {
            Listen("E", e => heard.Add(e.Data));
            while (seen.Count < 9) seen.Add((await WaitEvent("E")).Data);
        });
        for (var i = 0; i < 3; i++) worker.Fire("E", i);
        var pause = await worker.PauseAsync().AsTask().Soon();
        Assert.Equal([0, 1, 2], seen);
        for (var i = 3; i < 6; i++) worker.Fire("E", i);
        await Seen(worker);
        pause.Resume();
        for (var i = 6; i < 9; i++) worker.Fire("E", i);
        await worker.Value();

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7, 8], seen);
        Assert.Equal(seen, heard);
    }

    [Fact]
    public async Task PauseAsync_AsynchronousListenerWaits_IsHeldAndGoesOn()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            Listen("E", async _ =>
            {
                await WaitEvent("GO");
                order.Add("listener");
            });
            await WaitEvent("E");
            order.Add("body");
        });
        worker.Fire("E");
        var pause = await worker.PauseAsync().AsTask().Soon();
        worker.Fire("GO");
        await Seen(worker);
        Assert.Empty(order);
        pause.Resume();
        await worker.Value();

        Assert.Equal(["listener", "body"], order);
    }

    [Fact]
    public async Task ForeignAwait_BesideAWait_ComesBackOnlyAfterTheResume()
    {
        var order = new List<string>();
        var (gate, running) = (Barriers.Signal(), Barriers.Signal());
        var worker = System.Start(async () =>
        {
            async Task Foreign()
            {
                running.SetResult();
                await gate.Task;
                order.Add("foreign");
            }

            async Task Waiting()
            {
                await WaitEvent("GO");
                order.Add("waiting");
            }

            await Task.WhenAll(Foreign(), Waiting());
        });
        await running.Task;
        var pause = await worker.PauseAsync().AsTask().Soon();
        worker.Fire("GO");
        gate.SetResult();
        await Seen(worker);
        await Seen(worker);
        Assert.Empty(order);
        pause.Resume();
        await worker.Value();

        Assert.Equal(["foreign", "waiting"], order.Order());
    }

    [Fact]
    public async Task PauseAsync_OfWhatDoesNotRun_HoldsNobody()
    {
        var worker = System.Create(static () => Task.CompletedTask);
        using var pause = await worker.PauseAsync().AsTask().Soon();
        Assert.Equal(0, pause.Count);
        worker.Start();

        await worker.Value();
    }

    [Fact]
    public async Task PauseAsync_OfABoundedMailbox_KeepsItsPlaces()
    {
        var heard = new List<object?>();
        var worker = System.Start(
            async () =>
            {
                Listen("E", e => heard.Add(e.Data));
                await WaitForever();
            },
            new() { Mailbox = new() { Capacity = 2, FullMode = MailboxFullMode.Wait } });
        var pause = await worker.PauseAsync().AsTask().Soon();
        var fired = Enumerable.Range(0, 3).Select(i => worker.FireAsync("E", i).AsTask()).ToArray();
        await Seen(worker);
        Assert.Equal([true, true, false], fired.Select(static task => task.IsCompleted));
        Assert.Empty(heard);
        pause.Resume();
        await Task.WhenAll(fired).Soon();
        await worker.AtWaitPoint();

        Assert.Equal([0, 1, 2], heard);
    }
}
