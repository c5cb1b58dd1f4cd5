using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec M3: a worker on the calling thread.</summary>
public abstract class RunOnCurrentThreadTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_EveryPieceOfTheFlow_RunsOnIt()
    {
        var worker = Barriers.Signal<Worker>();
        var running = Barriers.OnPlainThread(() =>
        {
            var threads = new List<int>();
            void Note() => threads.Add(Environment.CurrentManagedThreadId);
            var result = System.RunOnCurrentThread(async () =>
            {
                Note();
                Listen("A", _ => Note());
                Listen("A", async _ =>
                {
                    await Task.Yield();
                    Note();
                });
                Later(Note);
                worker.SetResult(Current);
                await WaitEvent("A");
                Note();
                await Task.Yield();
                Note();
                await Barriers.OnPlainThread(() => { });
                Note();
            });
            return (Environment.CurrentManagedThreadId, threads, result);
        });

        (await worker.Task.Soon()).Fire("A");

        var (thread, threads, result) = await running;
        Assert.Equal(WorkerState.Completed, result.State);
        Assert.Equal(Enumerable.Repeat(thread, 7), threads);
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_BodyThrowsOrIsStopped_TellsHowItEnded()
    {
        await Barriers.OnPlainThread(() =>
        {
            var faulted = System.RunOnCurrentThread(() => throw new FormatException(), new WorkerOptions { LogFailures = false });
            var stopped = System.RunOnCurrentThread(async () =>
            {
                Current.Stop();
                await WaitForever();
            });

            Assert.Equal(WorkerState.Faulted, faulted.State);
            Assert.IsType<FormatException>(faulted.Error);
            Assert.Equal(WorkerState.Stopped, stopped.State);
        });
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_BodyHasChildren_EndsAfterThem()
    {
        var isReady = Barriers.Signal<Worker>();
        var goOn = Barriers.Signal();
        var running = Barriers.OnPlainThread(() => System.RunOnCurrentThread(async () =>
        {
            isReady.SetResult(Start(async () =>
            {
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await goOn.Task;
                }
            }));
            await Update();
        }));
        var child = await isReady.Task.Soon();
        Assert.False(running.IsCompleted);

        goOn.SetResult();

        Assert.Equal(WorkerState.Completed, (await running).State);
        Assert.Equal(WorkerState.Stopped, child.State);
    }

    [Fact]
    [Trait("Spec", "M3")]
    public async Task RunOnCurrentThread_InAWorkersTurn_IsAClearError()
    {
        var worker = System.Start(
            () => Task.FromResult(Assert.Throws<InvalidOperationException>(() => System.RunOnCurrentThread(() => Task.CompletedTask)).Message),
            new WorkerOptions { Name = "busy" });

        Assert.Contains("/busy", (string)(await worker.Ended()).Value!);
    }
}
