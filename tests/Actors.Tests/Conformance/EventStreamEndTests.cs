using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E11: however a loop ends, its subscription ends.</summary>
public abstract class EventStreamEndTests : EventStreamConformance
{
    [Theory]
    [InlineData("break")]
    [InlineData("throw")]
    [InlineData("cancel")]
    [Trait("Spec", "E11")]
    public async Task Loop_HoweverItEnds_EndsItsSubscription(string way)
    {
        using var cancellation = new CancellationTokenSource();
        var ended = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                try
                {
                    await foreach (var e in CurrentWorker.Events("A").WithCancellation(cancellation.Token))
                    {
                        _heard.Add(e.Data);
                        await Sleep(TimeSpan.FromSeconds(1));
                        if (way == "break") break;
                        if (way == "throw") throw new InvalidOperationException("x");
                        await cancellation.CancelAsync();
                    }
                }
                catch (Exception error) when (error.Message == "x" || error is OperationCanceledException and not WorkerExit)
                {
                    _heard.Add(way);
                }

                ended.SetResult();
                await WaitForever();
            },
            new WorkerOptions { Mailbox = new MailboxOptions { Capacity = 2 } });

        // One is kept when the loop ends: it gives its place back.
        worker.Fire("A", 0);
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Time.Advance(TimeSpan.FromSeconds(1));
        await ended.Task.Soon();
        for (var i = 0; i < 5; i++)
        {
            worker.Fire("A", i);
            worker.Fire("A", i);
            await worker.AtWaitPoint();
        }

        Assert.Equal(way == "break" ? [0] : [0, way], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Loop_CancelledWhileItWaits_Throws()
    {
        using var cancellation = new CancellationTokenSource();
        var worker = System.Start(async () =>
        {
            try
            {
                await foreach (var e in CurrentWorker.Events("A").WithCancellation(cancellation.Token)) _heard.Add(e.Data);
            }
            catch (OperationCanceledException error) when (error.CancellationToken == cancellation.Token)
            {
                return "cancelled";
            }

            return "ended";
        });
        worker.Fire("A", 1);
        await worker.AtWaitPoint();

        await cancellation.CancelAsync();

        Assert.Equal("cancelled", await worker.Value());
        Assert.Equal([1], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Stop_OfAWorkerInALoop_LeavesItByWorkerExit()
    {
        var worker = System.Start(async () =>
        {
            try
            {
                await foreach (var e in CurrentWorker.Events("A")) _heard.Add(e.Data);
            }
            catch (WorkerExit)
            {
                _heard.Add("exit");
                throw;
            }
        });

        worker.Fire("A", 1);
        worker.Fire("A", 2);
        worker.Stop();

        Assert.Equal(WorkerState.Stopped, (await worker.Ended()).State);
        Assert.Equal([1, 2, "exit"], _heard);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Start_AfterARunThatLeftItsLoop_HasNoSubscriptionLeft()
    {
        var runs = 0;
        var worker = System.Create(async () =>
        {
            if (runs++ > 0) await WaitForever();

            // Never disposed.
            var left = CurrentWorker.Events("A").GetAsyncEnumerator();
            await left.MoveNextAsync();
        });
        worker.Start();
        worker.Fire("A");
        await worker.Ended();

        worker.Start();
        worker.Fire("A");
        await worker.AtWaitPoint();

        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_InASynchronousListener_SaysThatItCannotWait()
    {
        var worker = System.Start();
        var failure = Barriers.Signal<ListenerFailure>();
        worker.Listen(WorkerEvents.ListenerError, e => failure.SetResult((ListenerFailure)e.Data!));
        worker.Listen("GO", _ => { CurrentWorker.Events("A").GetAsyncEnumerator(); });

        worker.Fire("GO");

        Assert.Contains("Events", Assert.IsType<InvalidOperationException>((await failure.Task.Soon()).Exception).Message);
    }

    [Fact]
    [Trait("Spec", "E11")]
    [Trait("Spec", "L11")]
    public async Task Events_OfAnAttemptThatFailed_AreKeptForNobody()
    {
        var backoff = Barriers.Signal();
        var parent = System.Start();
        parent.Listen(WorkerEvents.ChildRestart, _ => backoff.SetResult());
        var attempts = new AttemptCounter();
        var ready = Barriers.Signal();
        var worker = System.Start(
            async () =>
            {
                if (attempts.Begin() == 2)
                {
                    Listen("A", e => _heard.Add(e.Data));
                    await WaitForever();
                }

                // A loop that nobody ends: its enumerator is never disposed.
                CurrentWorker.Events("A").GetAsyncEnumerator();
                ready.SetResult();
                await WaitEvent("FAIL");
                throw new InvalidDataException("boom");
            },
            new WorkerOptions
            {
                Parent = parent,
                Restart = new RestartPolicy { Jitter = 0 },
                Mailbox = new MailboxOptions { Capacity = 3 },
            });
        await ready.Task.Soon();
        worker.Fire("A", 0);
        worker.Fire("A", 1);
        await worker.AtWaitPoint();
        Assert.Equal(2, worker.MailboxDepth);

        worker.Fire("FAIL");
        await backoff.Task.Soon();
        Assert.Equal(0, worker.MailboxDepth);
        for (var i = 2; i < 5; i++) worker.Fire("A", i);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await worker.AtWaitPoint();
        worker.Fire("A", 5);
        await worker.AtWaitPoint();

        Assert.Equal([2, 3, 4, 5], _heard);
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "E11")]
    public async Task Events_OutsideEveryWorker_SaysWhoMayUseThem()
    {
        var error = await Barriers.OnPlainThread(() => Record.Exception(() => { CurrentWorker.Events("A").GetAsyncEnumerator(); }));

        Assert.Contains("worker", Assert.IsType<InvalidOperationException>(error).Message);
    }
}
