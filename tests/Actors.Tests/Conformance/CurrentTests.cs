using System.Collections.Concurrent;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F5: which worker is the current one.</summary>
public abstract class CurrentTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_InEveryPieceOfAFlow_IsItsWorker()
    {
        var seen = new List<Worker>();
        var worker = System.Start(async () =>
        {
            seen.Add(Worker.Current);
            Listen("E", _ => seen.Add(Worker.Current));
            Listen("E", async _ =>
            {
                seen.Add(Worker.Current);
                await Task.Yield();
                seen.Add(Worker.Current);
                await Update();
                seen.Add(Worker.Current);
            });
            Later(() => seen.Add(Worker.Current));
            Later(() => seen.Add(Worker.Current), TimeSpan.FromSeconds(1));
            Later(() => Time.Advance(TimeSpan.FromSeconds(1)));
            Current.Fire("E");
            await Sleep(TimeSpan.FromSeconds(1));
            seen.Add(Worker.Current);
        });
        await worker.Value();

        Assert.Equal(8, seen.Count);
        Assert.All(seen, current => Assert.Same(worker, current));
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_AcrossForeignAwaits_IsTheWorker()
    {
        var seen = new List<Worker>();
        var worker = System.Start(async () =>
        {
            await Task.Yield();
            seen.Add(Worker.Current);
            seen.Add(await Task.Run(static () => Worker.Current));
            await Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);
            seen.Add(Worker.Current);
            await Task.Run(static () => { }).ConfigureAwait(false);
            seen.Add(Worker.Current);
            await Update();
            seen.Add(Worker.Current);
        });
        await worker.Value();

        Assert.Equal(5, seen.Count);
        Assert.All(seen, current => Assert.Same(worker, current));
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_InAListenerOfAnotherWorkersEvent_IsTheListenersWorker()
    {
        Worker? current = null;
        Worker? sender = null;
        var heard = Barriers.Signal();
        var listening = System.Create();
        listening.Listen("E", e =>
        {
            current = Worker.Current;
            sender = (Worker?)e.Target;
            heard.SetResult();
        });
        listening.Start();
        var firing = System.Start(() =>
        {
            listening.Fire("E");
            return Task.CompletedTask;
        });
        await heard.Task;

        Assert.Same(listening, current);
        Assert.Same(firing, sender);
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_InAChild_IsTheChild()
    {
        var parent = System.Start(async () =>
        {
            var child = Start(static () => Task.FromResult(Worker.Current));
            var result = await Wait(child);
            return ReferenceEquals(child, result.Value) && !ReferenceEquals(child, Worker.Current);
        });

        Assert.Equal(true, await parent.Value());
    }

    [Fact]
    [Trait("Spec", "F5")]
    public void Current_OnTheMainFlow_IsTheMainWorker()
    {
        Worker? current = null;
        WorkerSystem? system = null;
        var thread = new Thread(() =>
        {
            system = CreateSystem(Options());
            current = Worker.Current;
        });
        thread.UnsafeStart();
        thread.Join();

        Assert.Same(system!.Main, current);
        Assert.True(current!.IsMain);
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_OnTheMainFlowAfterAwaits_IsTheMainWorker()
    {
        var done = Barriers.Signal<(WorkerSystem System, Worker[] Seen)>();
        async Task MainFlow()
        {
            var system = CreateSystem(Options());
            await Task.Yield();
            var afterYield = Worker.Current;
            await Task.Run(static () => { }).ConfigureAwait(false);
            var afterOptOut = Worker.Current;
            await Update();
            done.SetResult((system, [afterYield, afterOptOut, Worker.Current]));
        }

        // A thread that inherits nothing: there is no main flow yet.
        new Thread(() => _ = MainFlow()).UnsafeStart();
        var (system, seen) = await done.Task;

        Assert.All(seen, current => Assert.Same(system.Main, current));
        await system.DisposeAsync();
    }

    [Fact]
    [Trait("Spec", "F5")]
    public async Task Current_WhileTheSystemStops_IsStillTheWorker()
    {
        var seen = new ConcurrentBag<Worker?>();
        var worker = System.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                seen.Add(Worker.TryGetCurrent());
                await Update();
                seen.Add(Worker.TryGetCurrent());
                await Task.Yield();
                seen.Add(Worker.TryGetCurrent());
            }
        });
        System.Main.Listen(WorkerEvents.Stop, _ => seen.Add(Worker.TryGetCurrent()));
        await worker.AtWaitPoint();
        await System.StopAsync();

        Assert.Equal(4, seen.Count);
        Assert.Equal(3, seen.Count(current => current == worker));
        Assert.Equal(1, seen.Count(current => current == System.Main));
        Assert.Null(Worker.TryGetCurrent());
    }

    [Fact]
    [Trait("Spec", "F5")]
    public void Current_OutsideEveryWorker_SaysSo()
    {
        Exception? error = null;
        Worker? found = System.Main;
        var thread = new Thread(() =>
        {
            error = Record.Exception(static () => Worker.Current);
            found = Worker.TryGetCurrent();
        });
        thread.UnsafeStart();
        thread.Join();

        Assert.Contains("No worker runs this code", Assert.IsType<InvalidOperationException>(error).Message, StringComparison.Ordinal);
        Assert.Contains("worker.Fire", error.Message, StringComparison.Ordinal);
        Assert.Null(found);
    }
}
