using System.Runtime.CompilerServices;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance.Faults;

/// <summary>What ends a wait otherwise takes off what would have told it: what is waited for holds nothing of workers that have ended.</summary>
public abstract class ForgottenWaitTests : ConformanceTests
{
    private readonly TaskCompletionSource<int> _never = Barriers.Signal<int>();
    private readonly Defer<int> _defer = new();

    public static TheoryData<string> Waits =>
    [
        "task", "task with a result", "task for a time", "future", "worker", "defer", "job's task", "loop task", "sleep", "later", "call later", "stream with a token",
    ];

    [Theory]
    [MemberData(nameof(Waits))]
    [Trait("Spec", "L8")]
    public async Task Stop_OfAWorkerThatWaits_LeavesNothingOfIt(string wait)
    {
        var living = System.Start();
        var future = living.Loop.CreateFuture<int>();
        using var token = new CancellationTokenSource();
        var left = new List<WeakReference>();
        for (var i = 0; i < 20; i++) left.Add(await StartAndStop(Body(wait, living, future, token.Token)));

        // The engine's threads may still hold the last run on their stacks: others take its place.
        for (var i = 0; i < 20; i++) await StartAndStop(static () => WaitForever().AsTask());
        await Barriers.OnPlainThread(static () =>
        {
            GC.Collect();
            GC.WaitForPendingFinalizers();
            GC.Collect();
        });

        Assert.Equal(0, left.SkipLast(1).Count(static body => body.IsAlive));
        GC.KeepAlive(_never);
        GC.KeepAlive(future);
    }

    private Func<Task> Body(string wait, Worker living, Future<int> future, CancellationToken token)
    {
        return wait switch
        {
            "task" => async () => await Wait((Task)_never.Task),
            "task with a result" => async () => await Wait(_never.Task),
            "task for a time" => async () => await Wait((Task)_never.Task, TimeSpan.FromDays(1)),
            "future" => async () => await future,
            "worker" => async () => await Wait(living),
            "defer" => async () => await _defer.Get(),
            "job's task" => async () => await Current.StartJob(async job => await job.Wait(_never.Task)).Get(),
            "loop task" => async () => await Current.Loop.CreateTask(async () => await Wait(_never.Task)),
            "sleep" => async () => await Sleep(TimeSpan.FromDays(1)),
            "later" => LeaveTimer,
            "call later" => LeaveLoopTimer,
            "stream with a token" => () => ReadStream(token),
            _ => throw new ArgumentException(wait),
        };
    }

    private static async Task LeaveTimer()
    {
        Later(static () => { }, TimeSpan.FromDays(1));
        await WaitForever();
    }

    private static async Task LeaveLoopTimer()
    {
        Current.Loop.CallLater(TimeSpan.FromDays(1), static () => { });
        await WaitForever();
    }

    private static async Task ReadStream(CancellationToken token)
    {
        await foreach (var _ in CurrentWorker.Events("E").WithCancellation(token))
        {
        }
    }

    // A frame of its own: nothing of the worker must be left on the test's.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private async Task<WeakReference> StartAndStop(Func<Task> body)
    {
        var mark = new object();
        var worker = System.Start(async () =>
        {
            GC.KeepAlive(mark);
            await body();
        });
        await worker.AtWaitPoint();
        await worker.StopAsync().Soon();
        return new WeakReference(mark);
    }
}
