using System.Reflection;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Waits for the library's own results, and ends of listeners, take no way round by the thread pool: they stand in the mailbox
/// when the call that leads to them returns.</summary>
public abstract class ResultWaitTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_OfADeferResolvedElsewhere_EndsInTheNextUpdate() => await OnAPolledMain(system =>
    {
        var defer = new Defer<int>();
        var code = defer.Get().AsTask();
        system.Update();

        Elsewhere(() => defer.Resolve(1));
        Assert.False(code.IsCompleted);
        system.Update();

        Assert.True(code.IsCompletedSuccessfully);
    });

    [Fact]
    [Trait("Spec", "A2")]
    public async Task Get_OfADeferWithATimeout_EndsByWhatComesFirst() => await OnAPolledMain(system =>
    {
        var (late, inTime) = (new Defer<int>(), new Defer<int>());
        var (first, second) = (Wait(late.Task, TimeSpan.FromSeconds(1)).AsTask(), Wait(inTime.Task, TimeSpan.FromSeconds(2)).AsTask());
        system.Update();

        Time.Advance(TimeSpan.FromSeconds(1));
        Elsewhere(() => late.Resolve(1));
        Elsewhere(() => inTime.Resolve(1));
        system.Update();

        Assert.True(first.IsCompletedSuccessfully && second.IsCompletedSuccessfully);
        Assert.Equal((false, true), (first.GetAwaiter().GetResult(), second.GetAwaiter().GetResult()));
    });

    [Fact]
    [Trait("Spec", "W1")]
    public async Task Wait_ForAForeignTask_EndsInTheNextUpdate() => await OnAPolledMain(system =>
    {
        var foreign = new TaskCompletionSource();
        var code = Wait(foreign.Task).AsTask();
        system.Update();

        Elsewhere(foreign.SetResult);
        system.Update();

        Assert.True(code.IsCompletedSuccessfully);
    });

    [Fact]
    [Trait("Spec", "F7")]
    public async Task Callback_BehindOneThatEndsAtAForeignAwait_RunsInTheSameUpdate() => await OnAPolledMain(system =>
    {
        var foreign = new TaskCompletionSource();
        var ran = false;
        system.Main.Later(async () => await foreign.Task);
        system.Main.Later(() => ran = true);
        system.Update();

        Elsewhere(foreign.SetResult);
        Assert.False(ran);
        system.Update();

        Assert.True(ran);
    });

    [Fact]
    [Trait("Spec", "C5")]
    public async Task Wait_ForAChild_EndsBehindTheEventsAboutItsEnd()
    {
        for (var i = 0; i < 100; i++)
        {
            var log = new List<string>();
            var worker = System.Start(async () =>
            {
                Listen(WorkerEvents.ChildDone, _ => log.Add("done"));
                Listen(WorkerEvents.ChildEnd, _ => log.Add("end"));
                var child = Start(async () => await WaitEvent("GO"));
                Later(() => child.Fire("GO"));
                await Wait(child);
                log.Add("body");
            });
            await worker.Value();

            Assert.Equal(["done", "end", "body"], log);
        }
    }

    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    [Trait("Spec", "W1")]
    public async Task Wait_ThatTimesOutAgainAndAgain_LeavesNothingAtTheTask(bool isOurs)
    {
        const int rounds = 500;
        await OnAPolledMain(system =>
        {
            var (defer, source) = (new Defer<int>(), new TaskCompletionSource<int>());
            var waits = new List<WeakReference>();
            async Task<int> Code()
            {
                for (var count = 0; ; count++)
                {
                    var wait = Wait(isOurs ? defer.Task : (Task)source.Task, TimeSpan.FromSeconds(1));
                    waits.Add(new WeakReference(SourceOf(wait)));
                    if (await wait) return count;
                }
            }

            var code = Code();
            system.Update();
            for (var i = 0; i < rounds; i++)
            {
                Time.Advance(TimeSpan.FromSeconds(1));
                system.Update();
            }

            // Some may stay until there are too many.
            GC.Collect();
            Assert.InRange(waits.Count(static wait => wait.IsAlive), 1, rounds / 10);
            Elsewhere(() =>
            {
                defer.Resolve(1);
                source.SetResult(1);
            });
            system.Update();
            Assert.Equal(rounds, code.GetAwaiter().GetResult());
        });
    }

    [Fact]
    [Trait("Spec", "C6")]
    [Trait("Spec", "O1")]
    public async Task Status_OfAWaitForAResult_NamesWhoGivesIt()
    {
        var defer = new Defer<int>();
        var end = System.Start(async () => await defer.Get(), new() { Name = "first" });
        var worker = System.Start(async () => await Wait(end), new() { Name = "second" });
        await end.AtWaitPoint();
        await worker.AtWaitPoint();

        Assert.Equal(("Wait(Defer)", "Wait(/first)"), (end.Status.WaitsFor, worker.Status.WaitsFor));

        defer.Resolve(1);
        await worker.Ended();
    }

    /// <summary>The object behind a value task.</summary>
    private static object SourceOf(ValueTask<bool> wait) =>
        typeof(ValueTask<bool>).GetField("_obj", BindingFlags.Instance | BindingFlags.NonPublic)!.GetValue(wait)!;

    private static void Elsewhere(Action action)
    {
        var thread = new Thread(() => action());
        thread.UnsafeStart();
        thread.Join();
    }

    private async Task OnAPolledMain(Action<WorkerSystem> code)
    {
        WorkerSystem? system = null;
        await Barriers.OnPlainThread(() =>
        {
            system = CreateSystem(Options(WorkerDispatcher.Polled));
            code(system);
        });
        await system!.DisposeAsync();
    }
}
