using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W5: waits on threads and flows with no worker. They belong to the default system, whose time is real.</summary>
public abstract class OutsideWaitTests : ConformanceTests
{
    [Fact]
    [Trait("Spec", "W5")]
    public async Task Sleep_OnAPlainThread_IsTimedByTheRealClock()
    {
        Assert.Same(TimeProvider.System, WorkerSystem.Default.TimeProvider);

        await Barriers.OnPlainThread(() => Block(Sleep(TimeSpan.Zero).AsTask()));
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Waits_OnAPlainThread_TellTheirTimeouts()
    {
        await Barriers.OnPlainThread(() =>
        {
            Assert.Null(Block(WaitEvent("A", TimeSpan.Zero).AsTask()));
            Assert.Null(Block(WaitEvent(new EventName<int>("A"), TimeSpan.Zero).AsTask()));
            Assert.Null(Block(WaitUntil(static _ => true, TimeSpan.Zero).AsTask()));
            Assert.False(Block(Wait(new TaskCompletionSource().Task, TimeSpan.Zero).AsTask()));
            Assert.Null(Block(Wait(System.Start(), TimeSpan.Zero).AsTask()));
        });
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Wait_OnAPlainThread_GivesTheResultOfATaskAndOfAWorker()
    {
        var number = Barriers.Signal<int>();
        var worker = System.Start();
        var waiting = Barriers.OnPlainThread(() =>
        {
            var task = Wait(number.Task).AsTask();
            var end = Wait(worker).AsTask();
            return (Block(task), Block(end).State);
        });

        number.SetResult(4);
        worker.Stop();

        Assert.Equal((4, WorkerState.Stopped), await waiting);
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Wait_OnAPlainThreadForATaskThatFails_ThrowsItsError()
    {
        var failing = Barriers.Signal();
        var error = new FormatException();
        var waiting = Barriers.OnPlainThread(() =>
        {
            var wait = Wait(failing.Task).AsTask();
            failing.SetException(error);
            return Assert.Throws<FormatException>(() => Block(wait));
        });

        Assert.Same(error, await waiting);
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Wait_OnAPlainThread_MakesARootWorkerForThatWaitAlone()
    {
        var during = Array.Empty<Worker>();
        var task = Barriers.Signal();
        await Barriers.OnPlainThread(() =>
        {
            Assert.Null(Worker.TryGetCurrent());
            var before = WorkerSystem.Default.Workers;
            var wait = Wait(task.Task).AsTask();
            during = [.. WorkerSystem.Default.Workers.Except(before)];
            Assert.Null(Worker.TryGetCurrent());
            task.SetResult();
            Block(wait);
            Assert.Null(Worker.TryGetCurrent());
        });

        Assert.NotEmpty(during);
        Assert.All(during, static worker => Assert.Null(worker.Parent));
        Assert.Contains(during, static worker => !worker.IsRunning);
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Wait_InAnAsyncMethodWithNoWorker_GoesOnWithoutOne()
    {
        var task = Barriers.Signal<int>();
        async Task<(int, Worker?)> Method() => (await Wait(task.Task), Worker.TryGetCurrent());
        var waiting = Barriers.OnPlainThread(() => Block(Method()));

        task.SetResult(1);

        Assert.Equal((1, null), await waiting);
    }

    [Fact]
    [Trait("Spec", "W5")]
    public async Task Waits_OnManyPlainThreads_AllEnd()
    {
        var go = Barriers.Signal();
        var waiting = Enumerable.Range(0, 20).Select(_ => Barriers.OnPlainThread(() => Block(Wait(go.Task).AsTask()))).ToArray();

        go.SetResult();

        await Task.WhenAll(waiting);
    }

    private static void Block(Task task) => task.GetAwaiter().GetResult();

    private static T Block<T>(Task<T> task) => task.GetAwaiter().GetResult();
}
