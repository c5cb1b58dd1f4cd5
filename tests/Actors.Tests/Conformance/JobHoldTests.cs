using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Jobs of a worker that is held by an acknowledged pause, and of a main worker that is polled.</summary>
public abstract class JobHoldTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "J3")]
    public async Task PauseAsync_OfTheWorker_NoJobStepsAndNothingIsLost()
    {
        var worker = System.Start(static async () => await WaitForever());
        var (steps, gate) = (new List<object?>(), Barriers.Signal());
        var listening = worker.StartJob(async _ =>
        {
            for (var i = 0; i < 2; i++) steps.Add((await WaitEvent("A")).Data);
        });
        var awaiting = worker.StartJob(async _ =>
        {
            await gate.Task;
            steps.Add("gate");
        });
        var cancelled = worker.StartJob(static async _ => await WaitForever());
        await worker.AtWaitPoint();

        var pause = await worker.PauseAsync().AsTask().Soon();
        var late = worker.StartJob(async _ =>
        {
            steps.Add("late");
            await Update();
        });
        worker.Fire("A", 1);
        worker.Fire("A", 2);
        gate.SetResult();
        cancelled.Cancel();

        // Behind what the worker's loop has been given meanwhile.
        using (await worker.PauseAsync().AsTask().Soon())
        {
            Assert.Empty(steps);
            Assert.False(cancelled.HasEnded);
            Assert.Equal(JobState.Queued, late.State);
        }

        pause.Resume();
        foreach (var job in new[] { listening, awaiting, late }) Assert.Equal(JobState.Completed, await job.Completion.Soon());
        Assert.Equal(JobState.Cancelled, await cancelled.Completion.Soon());
        Assert.Equal([1, 2], steps.OfType<int>());
        Assert.Equal(4, steps.Count);
    }

    [Fact]
    [Trait("Spec", "J1")]
    [Trait("Spec", "M1")]
    public async Task Jobs_OfAPolledMainWorker_StepInItsUpdatesAlone() => await Barriers.OnPlainThread(() =>
    {
        var thread = Environment.CurrentManagedThreadId;
        var system = CreateSystem(Options(WorkerDispatcher.Polled));
        var threads = new List<int>();
        var job = system.Main.StartJob(async job =>
        {
            threads.Add(Environment.CurrentManagedThreadId);
            await Task.Yield();
            threads.Add(Environment.CurrentManagedThreadId);
            threads.Add(await job.Run(static () => Environment.CurrentManagedThreadId));
            threads.Add(Environment.CurrentManagedThreadId);
            await WaitForever();
        });
        Assert.Empty(threads);

        // Its function runs elsewhere, and comes back to an update.
        while (threads.Count < 4) system.Update();
        Assert.NotEqual(thread, threads[2]);
        Assert.Equal([thread, thread, thread], new[] { threads[0], threads[1], threads[3] });

        job.Pause();
        job.Throw(new OperationCanceledException());
        Assert.False(job.HasEnded);
        for (var i = 0; i < 10 && !job.HasEnded; i++) system.Update();
        Assert.Equal(JobState.Cancelled, job.State);
        Assert.True(system.StopAsync().IsCompleted);
    });
}
