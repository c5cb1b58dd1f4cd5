using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W1: waits for tasks and for workers.</summary>
public abstract class WaitTaskTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_TaskEnds_GivesItsResultOrItsError()
    {
        var number = Barriers.Signal<int>();
        var failing = Barriers.Signal();
        var error = new FormatException();
        var worker = System.Start(async () =>
        {
            var result = await Wait(number.Task);
            return (result, await Assert.ThrowsAsync<FormatException>(async () => await Wait(failing.Task)));
        });

        number.SetResult(5);
        failing.SetException(error);

        Assert.Equal((5, error), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_EventsComeMeanwhile_ServesListeners()
    {
        var task = Barriers.Signal();
        var heard = 0;
        var worker = System.Start(async () =>
        {
            Listen("A", _ => heard++);
            await Wait(task.Task);
        });

        worker.Fire("A");
        await worker.AtWaitPoint();
        Assert.Equal(1, heard);

        task.SetResult();
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_WithATimeout_TellsWhetherTheTaskHasEnded()
    {
        var task = Barriers.Signal<int>();
        var worker = System.Start(async () =>
        {
            var first = await Wait(task.Task, Second);
            var second = await Wait(task.Task, Second);
            return (first, second, await Wait(task.Task, Second), await task.Task);
        });
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        task.SetResult(3);

        Assert.Equal((false, true, true, 3), (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_FailedOneWithATimeout_DoesNotThrow()
    {
        var worker = System.Start(async () => await Wait(Task.FromException(new FormatException()), Second));

        Assert.Equal(true, (await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitTask_CancelledOne_ThrowsThatTheTaskWasCancelled()
    {
        var worker = System.Start(async () =>
            await Assert.ThrowsAnyAsync<OperationCanceledException>(async () => await Wait(Task.FromCanceled(new CancellationToken(true)))));

        Assert.IsNotType<WorkerExit>((await worker.Ended()).Value);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_ItEnds_GivesItsResultAndDoesNotThrow()
    {
        var completed = System.Start(async () => (await WaitEvent("GO")).Data);
        var faulted = System.Start(async () =>
        {
            await WaitEvent("GO");
            throw new FormatException();
        }, new WorkerOptions { LogFailures = false });
        var stopped = System.Start();
        var worker = System.Start(async () => new[] { await Wait(completed), await Wait(faulted), await Wait(stopped) });
        await worker.AtWaitPoint();

        completed.Fire("GO", 1);
        faulted.Fire("GO");
        stopped.Stop();

        var results = Assert.IsType<WorkerResult[]>((await worker.Ended()).Value);
        Assert.Equal([WorkerState.Completed, WorkerState.Faulted, WorkerState.Stopped], results.Select(static result => result.State));
        Assert.Equal(1, results[0].Value);
        Assert.IsType<FormatException>(results[1].Error);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_WithATimeout_IsNullWhenItRunsOut()
    {
        var other = System.Start();
        var worker = System.Start(async () => (await Wait(other, Second), await Wait(other, Second)));
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        other.Stop();

        var (first, second) = Assert.IsType<(WorkerResult?, WorkerResult?)>((await worker.Ended()).Value);
        Assert.Null(first);
        Assert.Equal(WorkerState.Stopped, second!.State);
    }

    [Fact]
    [Trait("Spec", "W1")]
    public async Task WaitWorker_Itself_IsAClearError()
    {
        var worker = System.Start(async () =>
        {
            var plain = await Assert.ThrowsAsync<InvalidOperationException>(async () => await Wait(Current));
            return plain.Message;
        }, new WorkerOptions { Name = "self" });

        Assert.Contains("/self", (string)(await worker.Ended()).Value!);
    }
}
