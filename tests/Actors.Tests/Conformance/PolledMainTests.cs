using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F6: a main worker that is polled runs on the thread that polls it, and only then.</summary>
public abstract class PolledMainTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "F6")]
    public async Task Update_OfAPolledMain_RunsItsPiecesOnThisThread()
    {
        var log = new ThreadLog();
        var outcome = await OnAThread(system =>
        {
            system.Main.Listen("E", _ => log.Add("synchronous listener"));
            system.Main.Listen("E", async _ =>
            {
                log.Add("asynchronous listener");
                await CurrentWorker.Update();
                log.Add("asynchronous listener after a wait");
            });
            system.Main.Later(() => log.Add("callback"));
            Elsewhere(() => system.Main.Fire("E"));
            var before = log.Count;

            // What a piece queues is not part of the update under way.
            system.Update();
            system.Update();
            return (before, log.NotOn(Environment.CurrentManagedThreadId).ToArray());
        });

        Assert.Equal(0, outcome.before);
        Assert.Empty(outcome.Item2);
        Assert.Equal(4, log.Count);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task ForeignAwait_OnAPolledMain_GoesOnInTheNextUpdate()
    {
        var log = new ThreadLog();
        var outcome = await OnAThread(system =>
        {
            // Completed on another thread, it posts its continuation before it returns.
            var foreign = new TaskCompletionSource();
            system.Main.Later(async () =>
            {
                await foreign.Task;
                log.Add("after a foreign await");
            });
            system.Update();
            Elsewhere(foreign.SetResult);
            var before = log.Count;
            system.Update();
            return (before, log.NotOn(Environment.CurrentManagedThreadId).ToArray());
        });

        Assert.Equal(0, outcome.before);
        Assert.Empty(outcome.Item2);
        Assert.Equal(1, log.Count);
    }

    [Fact]
    [Trait("Spec", "F6")]
    public async Task Wait_OfThePolledMainFlow_GoesOnInTheNextUpdate()
    {
        var log = new ThreadLog();
        var outcome = await OnAThread(system =>
        {
            var foreign = new TaskCompletionSource();
            async Task MainCode()
            {
                await WaitEvent("E");
                log.Add("after WaitEvent");
                await Wait(foreign.Task);
                log.Add("after Wait(task)");
            }

            var code = MainCode();
            system.Update();
            Elsewhere(() => system.Main.Fire("E"));
            var before = log.Count;
            system.Update();
            Elsewhere(foreign.SetResult);
            system.Update();
            Assert.True(code.IsCompletedSuccessfully);
            return (before, log.NotOn(Environment.CurrentManagedThreadId).ToArray());
        });

        Assert.Equal(0, outcome.before);
        Assert.Empty(outcome.Item2);
        Assert.Equal(2, log.Count);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Stop_OfTheSystemInAPolledTurn_EndsIt()
    {
        var stopped = Barriers.Signal<Exception?>();
        await OnAThread(system =>
        {
            async Task MainCode()
            {
                await CurrentWorker.Update();
                stopped.SetResult(await Record.ExceptionAsync(() => system.StopAsync()));
            }

            _ = MainCode();
            system.Update();
            system.Update();
            return system;
        });

        Assert.Null(await stopped.Task);
    }

    private static void Elsewhere(Action action)
    {
        var thread = new Thread(() => action());
        thread.UnsafeStart();
        thread.Join();
    }

    /// <summary>Runs synchronous code on a thread of its own, as the main flow of a system of its own.</summary>
    private async Task<T> OnAThread<T>(Func<WorkerSystem, T> code)
    {
        var result = Barriers.Signal<(WorkerSystem, T)>();
        var thread = new Thread(() =>
        {
            try
            {
                var system = CreateSystem(Options(WorkerDispatcher.Polled));
                result.SetResult((system, code(system)));
            }
            catch (Exception error)
            {
                result.SetException(error);
            }
        });
        thread.UnsafeStart();
        var (system, value) = await result.Task;
        await system.DisposeAsync();
        return value;
    }
}
