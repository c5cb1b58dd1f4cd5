using System.Runtime.CompilerServices;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec F6: code that left its thread by <c>ConfigureAwait(false)</c> is back at its next wait point.</summary>
public abstract class OptOutTests : ConformanceTests
{
    private readonly ThreadLog _away = new();
    private readonly ThreadLog _back = new();
    private int _thread;

    [Fact]
    [Trait("Spec", "F6")]
    public Task Update_OffTheThread_ComesBack() => ComesBack(async () =>
    {
        await Leave();
        _away.Add("away");
        await Update();
        _back.Add("Update");
    });

    [Fact]
    [Trait("Spec", "F6")]
    public Task WaitEvent_OffTheThread_ComesBack() => ComesBack(async () =>
    {
        await Leave();
        _away.Add("away");
        Current.Fire("E");
        await WaitEvent("E");
        _back.Add("WaitEvent");
    });

    [Fact]
    [Trait("Spec", "F6")]
    public Task WaitUntil_OffTheThread_ComesBack() => ComesBack(async () =>
    {
        await Leave();
        _away.Add("away");
        Current.Fire("E");
        await WaitUntil(static e => e.Name == "E");
        _back.Add("WaitUntil");
    });

    [Fact]
    [Trait("Spec", "F6")]
    public Task Sleep_OffTheThread_ComesBack() => ComesBack(async () =>
    {
        Later(() => Time.Advance(TimeSpan.FromSeconds(1)));
        await Leave();
        _away.Add("away");
        await Sleep(TimeSpan.FromSeconds(1));
        _back.Add("Sleep");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task WaitTask_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var gate = Gate(isDone);
        await Leave();
        _away.Add("away");
        await Wait((Task)gate);
        _back.Add("Wait(task)");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task WaitTaskOfT_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var gate = Gate(isDone);
        await Leave();
        _away.Add("away");
        Assert.Equal(1, await Wait(gate));
        _back.Add("Wait(task of T)");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task WaitTaskWithTimeout_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var gate = Gate(isDone);
        await Leave();
        _away.Add("away");
        Assert.True(await Wait(gate, TimeSpan.FromSeconds(1)));
        _back.Add("Wait(task, timeout)");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task WaitWorker_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var child = Start(static () => WaitEvent("GO").AsTask());
        await Open(child, isDone);
        await Leave();
        _away.Add("away");
        await Wait(child);
        _back.Add("Wait(worker)");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task WaitWorkerWithTimeout_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var child = Start(static () => WaitEvent("GO").AsTask());
        await Open(child, isDone);
        await Leave();
        _away.Add("away");
        Assert.NotNull(await Wait(child, TimeSpan.FromSeconds(1)));
        _back.Add("Wait(worker, timeout)");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task AsyncGet_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var async = System.Async(static () => WaitEvent("GO").AsTask());
        await Open(async.Worker, isDone);
        await Leave();
        _away.Add("away");
        Assert.Equal("GO", (await async.Get()).Name);
        _back.Add("Async.Get");
    });

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "F6")]
    public Task DeferGet_OffTheThread_ComesBack(bool isDone) => ComesBack(async () =>
    {
        var defer = new Defer<int>();
        if (isDone) defer.Resolve(1);
        else Later(() => defer.Resolve(1));
        await Leave();
        _away.Add("away");
        Assert.Equal(1, await defer.Get());
        _back.Add("Defer.Get");
    });

    /// <summary>Await it to leave the flow's thread, as code with <c>ConfigureAwait(false)</c> does.</summary>
    private static ConfiguredTaskAwaitable Leave() => Task.CompletedTask.ConfigureAwait(ConfigureAwaitOptions.ForceYielding);

    /// <summary>A task that has ended, or ends once the worker waits.</summary>
    private static Task<int> Gate(bool isDone)
    {
        var gate = Barriers.Signal<int>();
        if (isDone) gate.SetResult(1);
        else Later(() => gate.SetResult(1));
        return gate.Task;
    }

    /// <summary>Lets a worker end, now or once the current one waits.</summary>
    private static async Task Open(Worker worker, bool isDone)
    {
        if (isDone)
        {
            worker.Fire("GO");
            await worker.Completion;
        }
        else
        {
            Later(() => worker.Fire("GO"));
        }
    }

    private async Task ComesBack(Func<Task> body)
    {
        var options = new WorkerOptions { Dispatcher = WorkerDispatcher.DedicatedThread };
        var worker = System.Start(
            () =>
            {
                _thread = Environment.CurrentManagedThreadId;
                return body();
            },
            options);
        await worker.Value();

        Assert.Single(_away.NotOn(_thread));
        Assert.Equal(1, _back.Count);
        Assert.Empty(_back.NotOn(_thread));
    }
}
