using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L9 and L10: who learns how a run ended.</summary>
public abstract class CompletionTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L9")]
    public async Task Completion_OfAFaultedRun_YieldsTheErrorAndDoesNotThrow()
    {
        var error = new InvalidDataException();
        var worker = System.Start(() => Task.FromException(error));
        var result = await worker.Completion;

        Assert.True(worker.Completion.IsCompletedSuccessfully);
        Assert.Same(error, result.Error);
        Assert.Same(error, Assert.Throws<InvalidDataException>(result.ThrowIfFaulted));
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Completion_AskedForAfterTheEnd_IsTheSameResult()
    {
        var worker = System.Start(static () => Task.FromResult(42));
        var result = await worker.Completion;

        Assert.Same(result, await worker.Completion);
        Assert.Equal(42, result.Value);
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Completion_AwaitedBeforeTheStart_TellsOfTheFirstRun()
    {
        var worker = System.Create(static () => Task.FromResult(42));
        var completion = worker.Completion;
        worker.Start();

        Assert.Equal(42, (await completion).Value);
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task WaitWorker_WhileItRuns_EntersTheLoop()
    {
        var heard = Barriers.Signal();
        var other = System.Start(static async () => (await WaitEvent("GO")).Name);
        var worker = System.Start(async () =>
        {
            Listen("E", _ => heard.SetResult());
            return (await Wait(other)).Value;
        });
        worker.Fire("E");
        await heard.Task;
        other.Fire("GO");

        Assert.Equal("GO", await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task WaitWorker_OfAFaultedOne_GivesItsError()
    {
        var error = new InvalidDataException();
        var worker = System.Start(async () => (await Wait(Start(() => Task.FromException(error)))).Error);

        Assert.Same(error, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task WaitWorker_WithATimeoutThatRunsOut_GivesNull()
    {
        var other = System.Start(static () => WaitForever().AsTask());
        var worker = System.Start(async () =>
        {
            Later(() => Time.Advance(TimeSpan.FromSeconds(1)));
            return await Wait(other, TimeSpan.FromSeconds(1)) is null;
        });

        Assert.Equal(true, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L9")]
    public async Task Join_OnAThreadWithoutALoop_BlocksUntilTheEnd()
    {
        var worker = System.Start(static async () => (await WaitEvent("GO")).Name);
        var joined = Barriers.Signal<WorkerResult?>();
        var thread = new Thread(() =>
        {
            if (worker.Join(TimeSpan.Zero) is null) worker.Fire("GO");
            joined.SetResult(worker.Join());
        });
        thread.UnsafeStart();

        Assert.Equal("GO", (await joined.Task)?.Value);
    }

    [Fact]
    [Trait("Spec", "L10")]
    public async Task Failure_OfABody_IsLoggedOnceWithPathStateAndException()
    {
        var error = new InvalidDataException();
        var worker = System.Start(() => Task.FromException(error), new WorkerOptions { Name = "crash" });
        await worker.Completion;

        var entry = Assert.Single(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains("/crash", entry.Text, StringComparison.Ordinal);
        Assert.Contains(nameof(WorkerState.Faulted), entry.Text, StringComparison.Ordinal);
        Assert.Same(error, entry.Error);
    }

    [Fact]
    [Trait("Spec", "L10")]
    public async Task Failure_OfAChild_IsLoggedWithItsWholePathAndOnlyOnce()
    {
        var parent = System.Start(
            static async () => await Wait(Start(static () => throw new InvalidDataException(), new WorkerOptions { Name = "child" })),
            new WorkerOptions { Name = "parent" });
        await parent.Value();

        var entry = Assert.Single(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
        Assert.Contains("/parent/child", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "L10")]
    public async Task Failure_WithLogFailuresOff_IsNotLogged()
    {
        var options = new WorkerOptions { LogFailures = false };
        await System.Start(static () => Task.FromException(new InvalidDataException()), options).Completion;
        await System.Async(static () => Task.FromException(new InvalidDataException())).Worker.Completion;

        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
    }

    [Fact]
    [Trait("Spec", "L10")]
    public async Task End_ByReturnOrStop_IsNotLogged()
    {
        await System.Start(static () => Task.CompletedTask).Completion;
        await System.Start(static () => WaitForever().AsTask()).StopAsync();

        Assert.DoesNotContain(Log.Entries, static entry => entry.Level >= LogLevel.Warning);
    }
}
