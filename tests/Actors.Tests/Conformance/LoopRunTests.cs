using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Event loops of their own, run by the calling thread.</summary>
public abstract class LoopRunTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "T1")]
    [Trait("Transports", "6")]
    public Task RunForever_Stopped_EndsBehindTheBatchAndKeepsTheRest() => OnALoop(loop =>
    {
        var order = new List<string>();
        loop.CallSoon(() =>
        {
            loop.CallSoon(() => order.Add("next run"));
            loop.CallLater(TimeSpan.Zero, () => order.Add("its timer"));
            order.Add("first");
            loop.Stop();
            loop.CallSoon(() => order.Add("next run too"));
        });
        loop.CallSoon(() => order.Add("same batch"));

        loop.RunForever();
        Assert.Equal(["first", "same batch"], order);

        loop.CallSoon(loop.Stop);
        loop.RunForever();
        Assert.Equal(["first", "same batch", "next run", "next run too", "its timer"], order);
    });

    [Fact]
    [Trait("Transports", "2")]
    [Trait("Transports", "6")]
    public Task Stop_BeforeRunForever_GivesOneIteration() => OnALoop(loop =>
    {
        var order = new List<string>();
        loop.Stop();
        loop.CallSoon(() =>
        {
            order.Add("first");
            loop.CallSoon(() => order.Add("second"));
        });

        loop.RunForever();
        Assert.Equal(["first"], order);

        loop.Stop();
        loop.RunForever();
        Assert.Equal(["first", "second"], order);
    });

    [Fact]
    [Trait("Transports", "6")]
    public Task Stop_ManyInOneBatch_AllOfItRuns() => OnALoop(loop =>
    {
        var (ran, next) = (0, 0);
        for (var i = 0; i < 1000; i++)
        {
            loop.CallSoon(() =>
            {
                ran++;
                loop.CallSoon(() => next++);
                if (ran == 1) loop.Stop();
            });
        }

        loop.RunForever();
        Assert.Equal((1000, 0), (ran, next));

        loop.Stop();
        loop.RunForever();
        Assert.Equal((1000, 1000), (ran, next));
    });

    [Fact]
    [Trait("Transports", "6")]
    public async Task Stop_FromAnotherThreadWhileIdle_EndsTheRun()
    {
        var running = Barriers.Signal<EventLoop>();
        var run = OnALoop(loop =>
        {
            loop.CallSoon(() => running.SetResult(loop));
            loop.RunForever();
        });

        (await running.Task.Soon()).Stop();

        await run;
    }

    [Fact]
    [Trait("Spec", "T1")]
    public async Task RunUntilComplete_AFutureOfAnotherThread_ReturnsItsResultOnThisThread()
    {
        var made = Barriers.Signal<Future<int>>();
        var run = OnALoop(loop =>
        {
            var threads = new HashSet<int> { Environment.CurrentManagedThreadId };
            var future = loop.CreateFuture<int>();
            future.AddDoneCallback(_ => threads.Add(Environment.CurrentManagedThreadId));
            loop.CallSoon(() =>
            {
                threads.Add(Environment.CurrentManagedThreadId);
                Assert.Same(loop, EventLoop.Current);
                made.SetResult(future);
            });

            Assert.Equal(7, loop.RunUntilComplete(future));
            Assert.Single(threads);
            Assert.Null(Worker.TryGetCurrent());
        });

        (await made.Task.Soon()).SetResult(7);

        await run;
    }

    [Fact]
    [Trait("Spec", "T1")]
    public Task RunUntilComplete_Functions_ReturnAndThrowWhatTheyDo() => OnALoop(loop =>
    {
        Assert.Equal(3, loop.RunUntilComplete(async () =>
        {
            await Update();
            return 3;
        }));
        Assert.Equal("thrown", Assert.Throws<InvalidDataException>(() => loop.RunUntilComplete(async () =>
        {
            await Task.Yield();
            throw new InvalidDataException("thrown");
        })).Message);
        var task = loop.CreateTask(async () => await WaitForever());
        loop.CallSoon(() => task.Cancel());
        Assert.ThrowsAny<OperationCanceledException>(() => loop.RunUntilComplete(task));
        Assert.ThrowsAny<OperationCanceledException>(() => loop.RunUntilComplete(task));
    });

    [Fact]
    [Trait("Transports", "7")]
    public Task RunUntilComplete_StoppedFirst_IsAnError() => OnALoop(loop =>
    {
        var future = loop.CreateFuture<int>();
        loop.CallSoon(loop.Stop);

        var error = Assert.Throws<InvalidOperationException>(() => loop.RunUntilComplete(future));

        Assert.Contains(loop.Worker.Path, error.Message);
        Assert.False(future.IsDone);

        // What was to stop that run must not stop another one.
        var reached = false;
        loop.CallSoon(() => future.SetResult(1));
        loop.CallSoon(() => loop.CallSoon(() => loop.CallSoon(() =>
        {
            reached = true;
            loop.Stop();
        })));
        loop.RunForever();
        Assert.True(reached);
    });

    [Fact]
    [Trait("Transports", "7")]
    public Task RunUntilComplete_AFutureOfAnotherLoop_IsAnError() => OnALoop(loop =>
    {
        var future = System.Start(new WorkerOptions { Name = "elsewhere" }).Loop.CreateFuture<int>();

        Assert.Contains("/elsewhere", Assert.Throws<ArgumentException>(() => loop.RunUntilComplete(future)).Message);
    });

    private Task OnALoop(Action<EventLoop> test) => Barriers.OnPlainThread(() =>
    {
        using var loop = new EventLoop(new EventLoopOptions { System = System });
        test(loop);
    });
}
