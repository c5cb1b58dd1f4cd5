using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec L1 to L3: states, starting, starting again, and workers without a body.</summary>
public abstract class LifecycleTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_FromStartToReturn_IsCompleted()
    {
        var worker = System.Create(async () =>
        {
            await WaitEvent("GO");
            return 42;
        });
        Assert.Equal(WorkerState.Created, worker.State);

        worker.Start();
        Assert.Equal(WorkerState.Running, worker.State);
        worker.Fire("GO");
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Completed, worker.State);
        Assert.Equal(WorkerState.Completed, result.State);
        Assert.Equal(42, result.Value);
        Assert.Null(result.Error);
    }

    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_OfABodyThatThrows_IsFaulted()
    {
        var error = new InvalidDataException("body");
        var worker = System.Start(async () =>
        {
            await Update();
            throw error;
        });
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Faulted, worker.State);
        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.Same(error, result.Error);
        Assert.Null(result.Value);
    }

    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_OfABodyThatThrowsBeforeItsFirstAwait_IsFaulted()
    {
        var error = new InvalidDataException("body");
        var worker = System.Start(Task () => throw error);

        Assert.Same(error, (await worker.Completion).Error);
        Assert.Equal(WorkerState.Faulted, worker.State);
    }

    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_OfACancelledBodyThatNobodyStopped_IsFaulted()
    {
        var worker = System.Start(static () => Task.FromCanceled(new CancellationToken(true)));
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Faulted, result.State);
        Assert.IsType<OperationCanceledException>(result.Error, exactMatch: false);
    }

    [Fact]
    [Trait("Spec", "L1")]
    public async Task State_OfAStoppedWorker_GoesThroughStopping()
    {
        var states = new List<WorkerState>();
        var worker = System.Create(static () => WaitForever().AsTask());
        worker.Listen(WorkerEvents.Stop, _ => states.Add(worker.State));
        worker.Start().Stop();
        Assert.NotEqual(WorkerState.Running, worker.State);
        var result = await worker.Completion;
        states.Add(worker.State);

        Assert.Equal([WorkerState.Stopping, WorkerState.Stopped], states);
        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Null(result.Error);
    }

    [Theory]
    [InlineData(true, WorkerState.Faulted)]
    [InlineData(false, WorkerState.Completed)]
    [Trait("Spec", "L1")]
    public async Task State_WhileTheEndIsUnderWay_IsStopping(bool throws, WorkerState end)
    {
        var during = WorkerState.Created;
        var worker = System.Create(() =>
        {
            Current.Fire("LAST");
            return throws ? Task.FromException(new InvalidDataException()) : Task.CompletedTask;
        });
        worker.Listen("LAST", _ => during = worker.State);
        worker.Start();
        await worker.Completion;

        Assert.Equal(WorkerState.Stopping, during);
        Assert.Equal(end, worker.State);
    }

    [Fact]
    [Trait("Spec", "L1")]
    public async Task Start_OfAnEndedWorker_BeginsTheNextRun()
    {
        var runs = 0;
        var worker = System.Create(async () =>
        {
            runs++;
            await WaitEvent("GO");
            if (runs == 1) throw new InvalidDataException();
            return runs;
        });

        worker.Start().Fire("GO");
        var first = worker.Completion;
        await first;
        worker.Start();
        Assert.Equal(WorkerState.Running, worker.State);
        Assert.NotSame(first, worker.Completion);
        worker.Fire("GO");

        Assert.Equal(2, await worker.Value());
        Assert.Equal(WorkerState.Faulted, (await first).State);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task Start_WithAnArgument_GivesItToTheBody()
    {
        object? got = null;
        var worker = System.Create<string>(argument =>
        {
            got = argument;
            return Task.CompletedTask;
        });

        worker.Start("first");
        await worker.Value();
        Assert.Equal("first", got);
        worker.Start("second");
        await worker.Value();
        Assert.Equal("second", got);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task Start_OfARunningWorker_ChangesNothing()
    {
        var runs = new List<string>();
        var worker = System.Create<string>(async argument =>
        {
            runs.Add(argument);
            await WaitEvent("GO");
        });
        worker.Start("first");
        var completion = worker.Completion;
        worker.Start("second");
        await worker.AtWaitPoint();
        worker.Start("third");
        worker.Fire("GO");
        await worker.Value();

        Assert.Equal(["first"], runs);
        Assert.Same(completion, worker.Completion);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task Start_OfAPausedOrStoppingWorker_ChangesNothing()
    {
        var runs = 0;
        var worker = System.Create(async () =>
        {
            runs++;
            try
            {
                await WaitForever();
            }
            finally
            {
                await WaitEvent("CLEAN");
            }
        });
        worker.Start().Pause();
        await worker.AtWaitPoint();
        worker.Start();
        Assert.Equal(WorkerState.Paused, worker.State);
        worker.Stop().Start();
        Assert.Equal(WorkerState.Stopping, worker.State);
        await worker.AtWaitPoint();
        worker.Fire("CLEAN");
        var result = await worker.Completion;

        Assert.Equal(WorkerState.Stopped, result.State);
        Assert.Equal(1, runs);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task Start_OfAnEndedWorker_HasAnEmptyMailbox()
    {
        var heard = 0;
        var worker = System.Create(async () =>
        {
            await Update();
            return heard;
        });
        worker.Listen("E", _ => heard++);
        worker.Start();
        await worker.Value();
        worker.Fire("E");
        worker.Start();

        Assert.Equal(0, await worker.Value());
        Assert.Equal(0, worker.MailboxDepth);
    }

    [Fact]
    [Trait("Spec", "L2")]
    public async Task Start_OfAnEndedWorker_KeepsPermanentListenersAndSubscriptions()
    {
        var channel = new Channel("news", System);
        var permanent = new List<string>();
        var ofOneRun = new List<string>();
        var run = 0;
        var worker = System.Create(async () =>
        {
            if (++run == 1)
            {
                channel.Sub();
                Current.Listen("E", e => permanent.Add(e.Name));
                Current.Listen("PUB", e => permanent.Add(e.Name));
                Listen("E", e => ofOneRun.Add(e.Name));
                Listen("PUB", e => ofOneRun.Add(e.Name));
            }

            await WaitEvent("GO");
        });

        foreach (var _ in new[] { 1, 2 })
        {
            worker.Start();
            await worker.AtWaitPoint();
            worker.Fire("E");
            Assert.Equal(1, channel.Count);
            channel.Pub("PUB");
            worker.Fire("GO");
            await worker.Value();
            Assert.Equal(0, channel.Count);
        }

        Assert.Equal(["E", "PUB", "E", "PUB"], permanent);
        Assert.Equal(["E", "PUB"], ofOneRun);
    }

    [Fact]
    [Trait("Spec", "L3")]
    public async Task Worker_WithoutABody_ServesItsListenersUntilItIsStopped()
    {
        var heard = new List<object?>();
        var worker = System.Start();
        worker.Listen("E", e => heard.Add(e.Data));
        worker.Listen("E", async e =>
        {
            await WaitEvent("GO");
            heard.Add($"after {e.Data}");
        });

        worker.Fire("E", 1);
        worker.Fire("GO");
        await worker.AtWaitPoint();
        worker.Fire("E", 2);
        worker.Fire("GO");
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);
        var result = await worker.StopAsync();

        Assert.Equal([1, "after 1", 2, "after 2"], heard);
        Assert.Equal(WorkerState.Stopped, result.State);
    }

    [Fact]
    [Trait("Spec", "L3")]
    public async Task Worker_WithoutABody_HandlesWhatIsQueuedBeforeTheStop()
    {
        var heard = 0;
        var worker = System.Create();
        worker.Listen("E", _ => heard++);
        worker.Start();
        for (var i = 0; i < 1000; i++) worker.Fire("E");
        await worker.StopAsync();

        Assert.Equal(1000, heard);
    }
}
