using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations.Clauses;

/// <summary>Parents and children, in every order (spec C).</summary>
[Trait("Spec", "X3")]
public sealed class TreeClauses
{
    [Fact]
    [Trait("Spec", "C4")]
    public void Stop_OfARoot_EndsAllBelowItFirst() => Clause.Holds(static async simulation =>
    {
        var all = new List<Worker>();

        async Task Grow(int depth)
        {
            for (var n = simulation.Choose(depth + 1); n > 0; n--)
            {
                all.Add(Start(() => Grow(depth - 1), new() { IsDaemon = simulation.Choose(5) == 0 ? true : null }));
            }

            try
            {
                await WaitForever();
            }
            finally
            {
                await Sleep(simulation.Choose(3) * Clause.Second);
            }
        }

        var root = Start(() => Grow(3));
        for (var n = simulation.Choose(10); n > 0; n--) await CurrentWorker.Update();
        await Wait(root.Stop());
        Assert.All(all.Where(static worker => !worker.IsDaemon), static worker => Assert.Equal(WorkerState.Stopped, worker.State));
        await Sleep(60 * Clause.Second);
        Assert.All(all, static worker => Assert.Equal(WorkerState.Stopped, worker.State));
    });

    [Fact]
    [Trait("Spec", "C4")]
    public void Start_WhileTheParentEnds_IsRefusedOrStoppedWithIt() => Clause.Holds(static async simulation =>
    {
        var started = new List<Worker>();
        var refused = 0;
        var parent = Start(() => Brief(simulation), Clause.Named("parent"));
        for (var i = 0; i < 4; i++)
        {
            Start(async () =>
            {
                await Brief(simulation);
                var child = Current.System.Create(static () => WaitForever().AsTask(), new() { Parent = parent });
                try
                {
                    started.Add(child.Start());
                }
                catch (InvalidOperationException)
                {
                    Assert.Equal(WorkerState.Created, child.State);
                    refused++;
                }
            });
        }

        await Wait(parent);
        Assert.Empty(parent.Children);
        Assert.All(started, static child => Assert.Equal(WorkerState.Stopped, child.State));
        await Sleep(Clause.Second);
        Assert.Equal(4, started.Count + refused);
    });

    [Fact]
    [Trait("Spec", "C5")]
    public void Parent_OfManyChildren_HearsOfEachEndOnceInOrder() => Clause.Holds(static async simulation =>
    {
        var heard = new Dictionary<Worker, List<string>>();
        foreach (var name in new[]
        {
            WorkerEvents.ChildStart, WorkerEvents.ChildDone, WorkerEvents.ChildStop, WorkerEvents.ChildError, WorkerEvents.ChildEnd,
        })
        {
            Listen(name, e => heard[(Worker)e.Target!].Add(e.Name));
        }

        var ends = new List<(Worker Child, string How)>();
        for (var i = 0; i < 4; i++)
        {
            var how = simulation.Choose(3);
            var child = simulation.System.Create(async () =>
            {
                await Brief(simulation);
                if (how == 1) Exit();
                if (how == 2) throw new InvalidDataException("bad");
            }, new() { Parent = Current, LogFailures = false });
            heard[child] = [];
            ends.Add((child, how switch { 0 => WorkerEvents.ChildDone, 1 => WorkerEvents.ChildStop, _ => WorkerEvents.ChildError }));
            child.Start();
        }

        await Sleep(Clause.Second);
        Assert.All(ends, end => Assert.Equal([WorkerEvents.ChildStart, end.How, WorkerEvents.ChildEnd], heard[end.Child]));
        Assert.Empty(Current.Children);
    });

    [Fact]
    [Trait("Spec", "C4")]
    public void End_OfAParent_DoesNotWaitForDaemons() => Clause.Holds(static async _ =>
    {
        var told = false;
        Worker? daemon = null;
        var parent = Start(async () =>
        {
            daemon = Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    told = true;
                    await Sleep(60 * Clause.Second);
                }
            }, new() { IsDaemon = true });
            await CurrentWorker.Update();
        });
        await Wait(parent);
        await Sleep(Clause.Second);
        Assert.True(told);
        Assert.Equal(WorkerState.Stopping, daemon!.State);
    });

    [Fact]
    [Trait("Spec", "A1")]
    public void Get_OfAnAsync_IsStoppedWithItsCaller() => Clause.Holds(static async simulation =>
    {
        Async<int>? function = null;
        var caller = Start(async () =>
        {
            function = Async(async () =>
            {
                await Sleep(simulation.Choose(3) * Clause.Second);
                return 42;
            });
            return await function.Get();
        });
        await Sleep(simulation.Choose(3) * Clause.Second);
        var result = await Wait(caller.Stop());
        await Sleep(60 * Clause.Second);
        if (result.State == WorkerState.Completed) Assert.Equal(42, result.Value);
        Assert.False(function is { Worker.IsRunning: true });
    });

    private static async Task Brief(Simulation simulation)
    {
        for (var n = simulation.Choose(4); n > 0; n--) await CurrentWorker.Update();
    }
}
