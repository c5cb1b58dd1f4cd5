using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L11: what came meanwhile is kept for the next attempt.</summary>
public abstract class RestartQueueTests : RestartConformance
{
    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_FiredDuringTheBackoff_IsKeptInOrder()
    {
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                if (++attempts == 1) throw new InvalidDataException("boom");
                return ((await WaitEvent("E")).Data, (await WaitEvent("E")).Data, (await WaitEvent("E")).Data);
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        for (var i = 1; i <= 3; i++) worker.Fire("E", i);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal((1, 2, 3), Assert.IsType<(object?, object?, object?)>(await worker.Value()));
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_QueuedBehindTheFailure_GoesToTheNextAttempt()
    {
        var attempts = 0;
        var gate = Barriers.Signal();
        var worker = StartWorker(
            async () =>
            {
                if (++attempts > 1) return ((await WaitEvent("E")).Data, (await WaitEvent("E")).Data);
                await gate.Task;
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            Exact);
        worker.Fire("FAIL");
        worker.Fire("E", 1);
        worker.Fire("E", 2);
        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        worker.Fire("E", 3);

        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal((1, 2), Assert.IsType<(object?, object?)>(await worker.Value()));
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Stop_ThatAnotherHeardAndFiresOn_IsKeptAsAnEvent()
    {
        var heard = Barriers.Signal<Event>();
        var other = System.Start();
        other.Listen(WorkerEvents.Stop, e => heard.SetResult(e));
        other.Stop();
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                if (++attempts == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        worker.Fire(await heard.Task.Soon());
        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal(2, attempts);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Listener_AfterARestart_IsThereWhenPermanentOnly()
    {
        var attempts = new AttemptCounter();
        var heard = new List<string>();
        var worker = Create(
            async () =>
            {
                var attempt = attempts.Begin();
                Listen("E", _ => heard.Add($"attempt {attempt}"));
                if (attempt == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        worker.Listen("E", _ => heard.Add("permanent"), new ListenerOptions { Priority = 1 });
        worker.Start();
        await ToldOf(WorkerEvents.ChildRestart);

        worker.Fire("E");
        Assert.Empty(heard);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Assert.Equal(["permanent", "attempt 2"], heard);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Later_DuringTheBackoff_RunsInTheNextAttempt()
    {
        var attempts = new AttemptCounter();
        var worker = StartWorker(
            async () =>
            {
                if (attempts.Begin() == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        var ran = worker.AtWaitPoint();
        Assert.False(ran.IsCompleted);
        Time.Advance(TimeSpan.FromMilliseconds(200));

        await ran;
        await attempts.Reached(2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Later_WithADelay_DiesWithItsAttempt()
    {
        var attempts = new AttemptCounter();
        var due = new List<int>();
        var worker = StartWorker(
            async () =>
            {
                var attempt = attempts.Begin();
                Later(() => due.Add(attempt), TimeSpan.FromSeconds(10));
                if (attempt == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Time.Advance(TimeSpan.FromSeconds(20));
        await worker.AtWaitPoint();

        Assert.Equal([2], due);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Event_HeldForABodyThatFailsWhilePaused_GoesToTheNextAttempt()
    {
        var gate = Barriers.Signal();
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                if (++attempts == 2) return (await WaitEvent("E")).Data;
                var waiting = WaitEvent("E", TimeSpan.FromDays(1)).AsTask();
                await await Task.WhenAny(waiting, Fails());
                return null;
            },
            Exact);
        worker.Pause();
        worker.Fire("E", 42);
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Paused, worker.State);

        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        Assert.True(worker.IsRestarting);
        worker.Resume();

        Assert.Equal(42, await worker.Value());

        async Task Fails()
        {
            await gate.Task;
            throw new InvalidDataException("boom");
        }
    }
}
