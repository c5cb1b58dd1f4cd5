using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec J1: functions that run in a worker's loop beside its body.</summary>
public abstract class CoroutineTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "J1")]
    public async Task Start_BodyWaits_RunsBesideItInItsWorker()
    {
        var worker = System.Start(async () => await WaitForever());
        Worker? current = null;

        var coroutine = TestCoroutine.Start(worker, async () =>
        {
            await Sleep(Second);
            current = Worker.Current;
        });
        await worker.AtWaitPoint();
        Time.Advance(Second);

        Assert.True((await coroutine.Ended.Soon()).IsCompletedSuccessfully);
        Assert.Same(worker, current);
    }

    [Fact]
    [Trait("Spec", "J1")]
    public async Task Start_ListenerWaits_IsNotKeptBack()
    {
        var worker = System.Start(async () =>
        {
            Listen("A", async _ => { await WaitEvent("END"); });
            await WaitForever();
        });
        worker.Fire("A");

        var coroutine = TestCoroutine.Start(worker, async () => await WaitEvent("B"));
        await worker.AtWaitPoint();
        worker.Fire("B");

        Assert.True((await coroutine.Ended.Soon()).IsCompletedSuccessfully);
    }

    [Fact]
    [Trait("Spec", "J1")]
    [Trait("Spec", "E7")]
    public async Task WaitEvent_BodyAndCoroutinesWaitForIt_OneEventEndsOneWait()
    {
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            await WaitEvent("A");
            order.Add("body");
            await WaitForever();
        });
        var first = TestCoroutine.Start(worker, () => Take("first"));
        var second = TestCoroutine.Start(worker, () => Take("second"));
        await worker.AtWaitPoint();

        for (var i = 0; i < 3; i++) worker.Fire("A");
        await first.Ended.Soon();
        await second.Ended.Soon();

        Assert.Equal(["body", "first", "second"], order);

        async Task Take(string name)
        {
            await WaitEvent("A");
            order.Add(name);
        }
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Interrupt_AtAWait_ThrowsThere()
    {
        var worker = System.Start(async () => await WaitForever());
        var coroutine = TestCoroutine.Start(worker, async () => await WaitForever());
        await worker.AtWaitPoint();

        coroutine.Interrupt(new InvalidDataException("thrown in"));

        var task = await coroutine.Ended.Soon();
        Assert.Equal("thrown in", Assert.IsType<InvalidDataException>(task.Exception!.InnerException).Message);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task Interrupt_BetweenWaits_ThrowsAtTheNext()
    {
        var gate = Barriers.Signal();
        var worker = System.Start(async () => await WaitForever());
        var reached = false;
        var coroutine = TestCoroutine.Start(worker, async () =>
        {
            await gate.Task;
            reached = true;
            await WaitForever();
        });
        await worker.AtWaitPoint();

        coroutine.Interrupt(new InvalidDataException("thrown in"));
        gate.SetResult();

        Assert.IsType<InvalidDataException>((await coroutine.Ended.Soon()).Exception!.InnerException);
        Assert.True(reached);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task SetPaused_ItsWaitIsMet_GoesOnWithItsResultAfterwards()
    {
        var worker = System.Start(async () => await WaitForever());
        Event? e = null;
        var coroutine = TestCoroutine.Start(worker, async () => e = await WaitEvent("A"));
        await worker.AtWaitPoint();

        coroutine.SetPaused(true);
        worker.Fire("A", 7);
        await worker.AtWaitPoint();
        Assert.False(coroutine.Ended.IsCompleted);

        coroutine.SetPaused(false);
        await coroutine.Ended.Soon();
        Assert.Equal(7, e!.Data);
    }

    [Fact]
    [Trait("Spec", "J3")]
    [Trait("Spec", "L7")]
    public async Task Pause_OfTheWorker_HoldsItsCoroutinesAndWhatComesForThem()
    {
        var worker = System.Start(async () => await WaitForever());
        var got = new List<object?>();
        var coroutine = TestCoroutine.Start(worker, async () =>
        {
            for (var i = 0; i < 2; i++) got.Add((await WaitEvent("A")).Data);
        });
        await worker.AtWaitPoint();

        worker.Pause();
        for (var i = 1; i <= 2; i++) worker.Fire("A", i);
        await worker.AtWaitPoint();
        Assert.Empty(got);

        worker.Resume();
        await coroutine.Ended.Soon();
        Assert.Equal([1, 2], got);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "J3")]
    public async Task Stop_OfTheWorker_EndsItsCoroutinesAndAwaitsTheirCleanUp(bool isPaused)
    {
        var (cleaning, clean, cleanedUp) = (Barriers.Signal(), Barriers.Signal(), false);
        var worker = System.Start(async () => await WaitForever());
        var coroutine = TestCoroutine.Start(worker, async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                cleaning.SetResult();
                await Wait(clean.Task);
                cleanedUp = true;
            }
        });
        await worker.AtWaitPoint();
        if (isPaused) worker.Pause();

        worker.Stop();
        await cleaning.Task.Soon();
        Assert.False(worker.Completion.IsCompleted);
        clean.SetResult();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.True(cleanedUp);
        Assert.True((await coroutine.Ended.Soon()).IsCanceled);
    }

    [Fact]
    [Trait("Spec", "J3")]
    public async Task TryStart_WorkerHasEnded_Refuses()
    {
        var worker = System.Start(() => Task.CompletedTask);
        await worker.Ended();

        Assert.False(new TestCoroutine(worker.Flow!, () => Task.CompletedTask).TryStart());
    }

    [Fact]
    [Trait("Spec", "J3")]
    [Trait("Spec", "L11")]
    public async Task Restart_OfTheBody_EndsTheCoroutinesOfTheAttempt()
    {
        var coroutines = new List<TestCoroutine>();
        var options = new WorkerOptions { Restart = RestartPolicy.OnFailure };
        var worker = System.Start(
            async () =>
            {
                coroutines.Add(TestCoroutine.Start(Worker.Current, async () => await WaitForever()));
                await WaitEvent("FAIL");
                throw new InvalidDataException("made to fail");
            },
            options);
        await worker.AtWaitPoint();

        worker.Fire("FAIL");

        Assert.True((await coroutines[0].Ended.Soon()).IsCanceled);
    }
}
