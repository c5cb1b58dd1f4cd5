using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec E10: how a wait for room ends without room.</summary>
public abstract class MailboxWaitEndTests : MailboxConformance
{
    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_WhenTheWorkerEndsFirst_IsRejected()
    {
        var worker = System.Create(async () => await _gate.Task, Bounded(MailboxFullMode.Wait, 1));
        worker.Listen("A", e => _heard.Add(e.Data));
        worker.Start();
        worker.Fire("A", 0);
        var sender = System.Start(async () =>
        {
            var rejected = new List<object?>();
            Listen(WorkerEvents.Reject, e => rejected.Add(((DeadLetter)e.Data!).Event.Data));
            await worker.FireAsync("A", 1);
            return Assert.Single(rejected);
        });
        await sender.AtWaitPoint();
        var outside = worker.FireAsync("A", 2).AsTask();
        _gate.SetResult();

        Assert.Equal(1, await sender.Value());
        await outside.Soon();
        await worker.Ended();
        Assert.Equal([0], _heard);
        Assert.Equal(2, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public void FireAsync_AtAWorkerThatDoesNotRun_IsRejected()
    {
        var idle = System.Create(options: Bounded(MailboxFullMode.Wait, 1));

        Assert.True(idle.FireAsync("A").AsTask().IsCompletedSuccessfully);

        Assert.Equal(1, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_Cancelled_LeavesTheLine()
    {
        var worker = Busy(MailboxFullMode.Wait, 1);
        using var cancellation = new CancellationTokenSource();
        worker.Fire("A", 0);
        var cancelled = worker.FireAsync("A", 1, cancellation.Token).AsTask();
        var next = worker.FireAsync("A", 2).AsTask();

        await cancellation.CancelAsync();
        var error = await Assert.ThrowsAnyAsync<OperationCanceledException>(() => cancelled.Soon());
        Assert.Equal(cancellation.Token, error.CancellationToken);
        Assert.True(worker.FireAsync("A", 3, cancellation.Token).AsTask().IsCanceled);
        _gate.SetResult();

        await next.Soon();
        await worker.AtWaitPoint();
        Assert.Equal([0, 2], _heard);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_ByASenderThatIsToldToStop_TakesTheEventBack()
    {
        var worker = Busy(MailboxFullMode.Wait, 1);
        worker.Fire("A", 0);
        var sender = System.Start(async () => await worker.FireAsync("A", 1));
        await sender.AtWaitPoint();

        sender.Stop();
        Assert.Equal(WorkerState.Stopped, (await sender.Ended()).State);

        await Release(worker);
        Assert.Equal([0], _heard);
        Assert.Equal(0, System.DeadLetters.Count);
    }

    [Fact]
    [Trait("Spec", "E10")]
    public async Task FireAsync_InALoopWithRoom_HearsTheStop()
    {
        var worker = System.Start();
        var fired = Barriers.Signal();
        var sender = System.Start(async () =>
        {
            while (true)
            {
                await worker.FireAsync("A");
                fired.TrySetResult();
            }
        });

        await fired.Task.Soon();
        sender.Stop();

        Assert.Equal(WorkerState.Stopped, (await sender.Ended()).State);
    }

    [Fact]
    [Trait("Spec", "E10")]
    [Trait("Spec", "L11")]
    public async Task FireAsync_WhileTheBodyStartsAgain_WaitsOnForTheNextAttempt()
    {
        var backoff = Barriers.Signal();
        var parent = System.Start();
        parent.Listen(WorkerEvents.ChildRestart, _ => backoff.SetResult());
        var attempts = new AttemptCounter();
        var worker = System.Start(
            async () =>
            {
                Listen("A", e => _heard.Add(e.Data));
                if (attempts.Begin() == 1)
                {
                    await _gate.Task;
                    throw new InvalidDataException("boom");
                }

                await WaitForever();
            },
            new WorkerOptions
            {
                Parent = parent,
                Restart = new RestartPolicy { Jitter = 0 },
                Mailbox = new MailboxOptions { Capacity = 1 },
            });
        worker.Fire("A", 0);
        var waiting = worker.FireAsync("A", 1).AsTask();
        _gate.SetResult();
        await backoff.Task.Soon();

        Assert.False(waiting.IsCompleted);
        Assert.Throws<InvalidOperationException>(() => worker.Fire("A", 2));
        Assert.Equal(1, worker.MailboxDepth);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await attempts.Reached(2);
        await waiting.Soon();
        await worker.AtWaitPoint();

        Assert.Equal([0, 1], _heard);
        Assert.Equal(0, System.DeadLetters.Count);
    }
}
