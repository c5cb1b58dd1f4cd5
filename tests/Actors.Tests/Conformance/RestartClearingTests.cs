using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L11: what an attempt that failed leaves behind is cleared away.</summary>
public abstract class RestartClearingTests : RestartConformance
{
    [Fact]
    [Trait("Spec", "L11")]
    public async Task Child_OfAnAttemptThatFailed_EndsBeforeTheBackoff()
    {
        var gate = Barriers.Signal();
        var cleaning = Barriers.Signal();
        var childEnded = false;
        var worker = StartWorker(
            async () =>
            {
                var child = Start(async () =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        cleaning.SetResult();
                        await Wait(gate.Task);
                        childEnded = true;
                    }
                });
                await child.AtWaitPoint();
                throw new InvalidDataException("boom");
            },
            Exact);
        await cleaning.Task.Soon();

        Assert.False(_told.Reader.TryRead(out _));
        Assert.Equal("its children to end, before its restart after: boom", worker.Status.WaitsFor);
        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);

        Assert.True(childEnded);
        Assert.Empty(worker.Children);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Child_OfTheNextAttempt_Runs()
    {
        var attempts = 0;
        var worker = StartWorker(
            async () =>
            {
                var child = Start(async () => (await WaitEvent("GO")).Data);
                if (++attempts == 1) throw new InvalidDataException("boom");
                child.Fire("GO", 42);
                return (await Wait(child)).Value;
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);

        Time.Advance(TimeSpan.FromMilliseconds(200));

        Assert.Equal(42, await worker.Value());
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task ChildEnd_QueuedWhenTheBodyFails_IsHeardBeforeTheBackoffAndEventsAfterIt()
    {
        var gate = Barriers.Signal();
        var child = Barriers.Signal<Worker>();
        var attempts = new AttemptCounter();
        var heard = new List<string>();
        var worker = Create(
            async () =>
            {
                if (attempts.Begin() == 2) await WaitForever();
                child.SetResult(Start(() => Task.CompletedTask, new WorkerOptions { Name = "child" }));
                await gate.Task;
                throw new InvalidDataException("boom");
            },
            Exact);
        worker.Listen(WorkerEvents.ChildEnd, e => heard.Add(((Worker)e.Target!).Name));
        worker.Listen("E", _ => heard.Add("E"));
        worker.Start();
        worker.Fire("E");
        await (await child.Task.Soon()).Ended();

        gate.SetResult();
        await ToldOf(WorkerEvents.ChildRestart);
        Assert.Equal(["child"], heard);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();

        Assert.Equal(["child", "E"], heard);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Stopping_OfAnAttemptThatFailed_IsCancelledAndTheNextOneNew()
    {
        var tokens = new List<CancellationToken>();
        var attempts = new AttemptCounter();
        StartWorker(
            async () =>
            {
                tokens.Add(Stopping);
                if (attempts.Begin() == 1) throw new InvalidDataException("boom");
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Assert.True(tokens[0].IsCancellationRequested);

        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);

        Assert.False(tokens[1].IsCancellationRequested);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task AsyncListener_ThatWaitsWhenTheBodyFails_LeavesBeforeTheBackoff()
    {
        var gate = Barriers.Signal();
        var entered = Barriers.Signal();
        var log = new List<string>();
        var worker = StartWorker(
            async () =>
            {
                Listen("E", async _ =>
                {
                    entered.SetResult();
                    try
                    {
                        await WaitEvent("NEVER");
                    }
                    catch (WorkerExit)
                    {
                        log.Add("exit");
                        throw;
                    }
                });
                _ = WaitEvent("E", TimeSpan.FromHours(1)).AsTask();
                await gate.Task;
            },
            new RestartPolicy { Mode = RestartMode.Always, Jitter = 0 });
        worker.Fire("E");
        await entered.Task.Soon();

        gate.SetResult();
        var told = await ToldOf(WorkerEvents.ChildRestart);

        Assert.Null(told.Data);
        Assert.Equal(["exit"], log);
        Assert.DoesNotContain(Log.Entries, static entry => entry.Id == 2);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task CodeLeftBehind_ByAnAttemptThatFailed_CannotWaitAnyMore()
    {
        var attempts = new AttemptCounter();
        var gate = Barriers.Signal();
        var thrown = Barriers.Signal<Exception>();
        var worker = StartWorker(
            async () =>
            {
                if (attempts.Begin() == 1)
                {
                    _ = LeftBehind();
                    throw new InvalidDataException("boom");
                }

                await WaitEvent("E");
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);

        gate.SetResult();
        Assert.IsType<WorkerExit>(await thrown.Task.Soon());
        worker.Fire("E");
        await worker.Value();

        async Task LeftBehind()
        {
            await gate.Task;
            try
            {
                await WaitEvent("E");
            }
            catch (Exception error)
            {
                thrown.SetResult(error);
            }
        }
    }
}
