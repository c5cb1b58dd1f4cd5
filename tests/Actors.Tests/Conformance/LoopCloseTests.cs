using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>How a loop of its own ends, and who may run it (spec T1, transports 7, 8).</summary>
public abstract class LoopCloseTests : ConformanceTests
{
    [Fact]
    [Trait("Transports", "7")]
    public Task RunForever_OfARunningLoopOrASecondOne_IsAnError() => OnALoop(loop =>
    {
        using var other = new EventLoop(new EventLoopOptions { System = System, Name = "other" });
        var errors = new List<string>();
        loop.CallSoon(() =>
        {
            errors.Add(Assert.Throws<InvalidOperationException>(loop.RunForever).Message);
            errors.Add(Assert.Throws<InvalidOperationException>(other.RunForever).Message);
            errors.Add(Assert.Throws<InvalidOperationException>(() => EventLoop.Run(() => Task.CompletedTask)).Message);
            errors.Add(Assert.Throws<InvalidOperationException>(loop.Close).Message);
            loop.Stop();
        });

        loop.RunForever();

        Assert.Equal(4, errors.Count);
        Assert.All(errors, error => Assert.Contains(loop.Worker.Path, error));
    });

    [Fact]
    [Trait("Transports", "7")]
    public async Task RunForever_WhileAnotherThreadRunsIt_IsAnError()
    {
        var running = Barriers.Signal<EventLoop>();
        var run = OnALoop(loop =>
        {
            loop.CallSoon(() => running.SetResult(loop));
            loop.RunForever();
        });
        var shared = await running.Task.Soon();

        await Barriers.OnPlainThread(() =>
        {
            Assert.Throws<InvalidOperationException>(shared.RunForever);
            Assert.Throws<InvalidOperationException>(shared.Close);
        });

        Assert.True(shared.IsRunning);
        shared.Stop();
        await run;
        Assert.False(shared.IsRunning);
    }

    [Fact]
    [Trait("Transports", "7")]
    public async Task RunForever_OfAWorkersLoop_IsAnError()
    {
        var worker = System.Start(new WorkerOptions { Name = "busy" });

        await Barriers.OnPlainThread(() =>
        {
            Assert.Contains("/busy", Assert.Throws<InvalidOperationException>(worker.Loop.RunForever).Message);
            Assert.Contains("/busy", Assert.Throws<InvalidOperationException>(worker.Loop.Close).Message);
        });
    }

    [Fact]
    [Trait("Transports", "8")]
    public Task Close_Twice_DoesNothingAndSchedulingThrows() => OnALoop(loop =>
    {
        loop.Close();
        loop.Close();

        Assert.True(loop.IsClosed);
        Assert.Throws<InvalidOperationException>(() => loop.CallSoon(() => { }));
        Assert.Throws<InvalidOperationException>(() => loop.CallLater(Second, () => { }));
        Assert.Throws<InvalidOperationException>(() => loop.CallAt(loop.Time, () => { }));
        Assert.Throws<InvalidOperationException>(() => loop.CreateTask(() => Task.CompletedTask));
        Assert.Throws<InvalidOperationException>(loop.RunForever);
        Assert.Throws<InvalidOperationException>(() => loop.RunUntilComplete(() => Task.CompletedTask));
    });

    [Fact]
    [Trait("Transports", "8")]
    [Trait("Transports", "41")]
    public Task Close_TasksAreLeft_EndsAndAwaitsThemOnThisThread() => OnALoop(loop =>
    {
        var threads = new List<int>();
        var task = loop.CreateTask(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Barriers.OnPlainThread(() => { });
                threads.Add(Environment.CurrentManagedThreadId);
            }
        });
        loop.Stop();
        loop.RunForever();
        Assert.False(task.IsDone);

        loop.Close();

        Assert.True(task.IsCancelled);
        Assert.Equal([Environment.CurrentManagedThreadId], threads);
        Assert.False(loop.Worker.IsRunning);
    });

    [Fact]
    public async Task StopAsync_OfTheSystem_EndsALoopThatNobodyRuns()
    {
        var system = CreateSystem(Options());
        var loop = await Barriers.OnPlainThread(() =>
        {
            var made = new EventLoop(new EventLoopOptions { System = system });
            made.CallSoon(made.Stop);
            made.RunForever();
            return made;
        });

        await system.StopAsync().Soon();

        Assert.True(loop.IsClosed);
        await system.DisposeAsync();
    }

    [Fact]
    public async Task Stop_OfItsWorker_EndsTheRunAndTheLoop()
    {
        var running = Barriers.Signal<EventLoop>();
        var run = Barriers.OnPlainThread(() =>
        {
            using var loop = new EventLoop(new EventLoopOptions { System = System });
            loop.CallSoon(() => running.SetResult(loop));
            loop.RunForever();
            Assert.True(loop.IsClosed);
        });

        (await running.Task.Soon()).Worker.Stop();

        await run;
    }

    private Task OnALoop(Action<EventLoop> test) => Barriers.OnPlainThread(() =>
    {
        using var loop = new EventLoop(new EventLoopOptions { System = System });
        test(loop);
    });
}
