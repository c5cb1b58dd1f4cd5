using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L7: what comes for the waits of a paused body.</summary>
public abstract class PauseWaitTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L7")]
    public async Task Events_DuringAPause_AreOfferedInOrderEachOnce()
    {
        var seen = new List<object?>();
        var worker = System.Start(async () =>
        {
            while (seen.Count < 8)
            {
                seen.Add((await WaitUntil(static e => e.Name == "E")).Data);
                if (seen.Count == 3) await Task.Yield();
            }
        });
        worker.Fire("E", 0);
        worker.Pause();
        for (var i = 1; i < 6; i++) worker.Fire("E", i);
        await worker.AtWaitPoint();
        Assert.Equal([0], seen);
        worker.Resume();
        for (var i = 6; i < 8; i++) worker.Fire("E", i);
        await worker.Value();

        Assert.Equal([0, 1, 2, 3, 4, 5, 6, 7], seen);
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Event_ForTheWaitThatWasPendingAtThePause_EndsIt()
    {
        var worker = System.Start(static async () => (await WaitEvent("E", Second))?.Data);
        await worker.AtWaitPoint();
        worker.Pause();
        worker.Fire("OTHER");
        worker.Fire("E", 42);
        await worker.AtWaitPoint();
        worker.Resume();

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Deadline_PassedDuringAPause_IsDueAtOnceOnResume()
    {
        var worker = System.Start(static async () =>
        {
            await Sleep(Second);
            return 42;
        });
        await worker.AtWaitPoint();
        worker.Pause();
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        worker.Resume();

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Deadline_PassedDuringAPauseBeforeTheEvent_EndsTheWait()
    {
        var worker = System.Start(static async () =>
        {
            var first = await WaitEvent("E", Second);
            var second = await WaitEvent("E", Second);
            return (first?.Data, second?.Data);
        });
        await worker.AtWaitPoint();
        worker.Pause();
        await worker.AtWaitPoint();
        Time.Advance(Second);
        worker.Fire("E", 42);
        await worker.AtWaitPoint();
        worker.Resume();

        Assert.Equal(((object?)null, (object?)42), await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Deadline_PassedDuringAPauseAfterTheEvent_DoesNotTakeTheEventsPlace()
    {
        var worker = System.Start(static async () => (await WaitEvent("E", Second))?.Data);
        await worker.AtWaitPoint();
        worker.Pause();
        worker.Fire("E", 42);
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        worker.Resume();

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L7")]
    public async Task Task_EndedDuringAPause_EndsItsWaitOnResume()
    {
        var gate = new TaskCompletionSource();
        var worker = System.Start(async () => await Wait(gate.Task));
        await worker.AtWaitPoint();
        worker.Pause();
        await worker.AtWaitPoint();
        gate.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);
        worker.Resume();

        await worker.Value();
    }
}
