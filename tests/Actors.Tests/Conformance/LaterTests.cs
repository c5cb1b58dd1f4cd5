using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W3: callbacks in the worker's loop, now and later.</summary>
public abstract class LaterTests : ConformanceTests
{
    private readonly List<string> _log = [];

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_EventsAreQueued_RunsBehindThemAndBeforeWhatComesAfter()
    {
        var worker = StartLogging();

        worker.Fire("A", 1);
        worker.Later(() => _log.Add("later"));
        worker.Fire("A", 2);
        await worker.AtWaitPoint();

        Assert.Equal(["A 1", "later", "A 2"], _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_FromElsewhere_RunsInTheWorkersFlow()
    {
        var current = Barriers.Signal<Worker>();
        var worker = System.Start();

        await Barriers.OnPlainThread(() => worker.Later(() => current.SetResult(Current)));

        Assert.Same(worker, await current.Task.Soon());
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_ByTheShortcut_RunsAtTheNextWaitPoint()
    {
        var isUpdated = Barriers.Signal();
        var worker = System.Start(async () =>
        {
            Later(() => _log.Add("later"));
            _log.Add("body");
            await Update();
            isUpdated.SetResult();
            Later(() => _log.Add("timer"), Second);
            await Sleep(Second);
            _log.Add("slept");
        });
        await isUpdated.Task.Soon();
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.Ended();

        Assert.Equal(["body", "later", "timer", "slept"], _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_CallbackThatWaits_IsANestedLoop()
    {
        var worker = StartLogging();

        worker.Later(async () =>
        {
            _log.Add("begins");
            await WaitEvent("GO");
            _log.Add("ends");
        });
        worker.Fire("A", 1);
        worker.Fire("GO");
        await worker.AtWaitPoint();

        Assert.Equal(["begins", "A 1", "ends"], _log);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    [Trait("Spec", "W3")]
    public async Task Later_WithADelay_RunsOnceWhenItIsOver(bool isAsync)
    {
        var worker = StartLogging();
        if (isAsync)
        {
            worker.Later(async () =>
            {
                await Update();
                _log.Add("later");
            }, Second);
        }
        else
        {
            worker.Later(() => _log.Add("later"), Second);
        }

        await worker.AtWaitPoint();
        Assert.Empty(_log);

        Time.Advance(Second);
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();
        Assert.Equal(["later"], _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_WithADelay_RunsBehindWhatIsQueuedWhenItIsOver()
    {
        var worker = StartLogging();
        worker.Later(() => _log.Add("later"), Second);
        var goOn = await KeepBusy(worker);

        worker.Fire("A", 1);
        Time.Advance(Second);
        worker.Fire("A", 2);
        goOn.SetResult();
        await worker.AtWaitPoint();

        Assert.Equal(["A 1", "later", "A 2"], _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_WithNoDelay_RunsWithoutTimePassing()
    {
        var worker = StartLogging();
        worker.Later(() => _log.Add("later"), TimeSpan.Zero);

        Time.Advance(TimeSpan.Zero);
        await worker.AtWaitPoint();

        Assert.Equal(["later"], _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Stop_OfATimerThatIsPending_KeepsItFromRunning()
    {
        var worker = StartLogging();
        var timer = worker.Later(() => _log.Add("later"), Second);
        Assert.True(timer.IsPending);

        Assert.True(timer.Stop());
        Assert.False(timer.IsPending);
        Assert.False(timer.Stop());

        Time.Advance(Second);
        await worker.AtWaitPoint();
        Assert.Empty(_log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Stop_OfATimerThatIsDueAndHasNotRun_KeepsItFromRunning()
    {
        var worker = StartLogging();
        var timer = worker.Later(() => _log.Add("later"), Second);
        var goOn = await KeepBusy(worker);

        Time.Advance(Second);
        Assert.True(timer.IsPending);
        Assert.True(timer.Stop());
        goOn.SetResult();
        await worker.AtWaitPoint();

        Assert.Empty(_log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Stop_OfATimerThatHasRunOrRuns_SaysNo()
    {
        var answers = new List<bool>();
        var worker = StartLogging();
        LaterHandle timer = default;
        timer = worker.Later(() =>
        {
            answers.Add(timer.IsPending);
            answers.Add(timer.Stop());
        }, Second);
        Time.Advance(Second);
        await worker.AtWaitPoint();

        Assert.Equal([false, false], answers);
        Assert.False(timer.IsPending);
        Assert.False(timer.Stop());
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Stop_OfOneTimerAmongMany_LeavesTheOthers()
    {
        var worker = StartLogging();
        var timers = Enumerable.Range(0, 100).Select(i => worker.Later(() => _log.Add($"{i}"), TimeSpan.FromSeconds(1 + (i % 10)))).ToArray();
        for (var i = 0; i < 100; i += 3) Assert.True(timers[i].Stop());

        Time.Advance(TimeSpan.FromSeconds(10));
        await worker.AtWaitPoint();

        Assert.Equal(
            Enumerable.Range(0, 100).Where(static i => i % 3 != 0).OrderBy(static i => i % 10).Select(static i => $"{i}"),
            _log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Timer_RunEndsBeforeItIsDue_DoesNotRunInTheNextRun()
    {
        var worker = StartLogging();
        worker.Later(() => _log.Add("later"), Second);
        worker.Stop();
        await worker.Ended();
        worker.Start();

        Time.Advance(Second);
        await worker.AtWaitPoint();

        Assert.Empty(_log);
    }

    [Fact]
    [Trait("Spec", "W3")]
    public async Task Later_OnAWorkerThatDoesNotRun_IsAClearError()
    {
        var idle = System.Create(options: new WorkerOptions { Name = "idle" });
        var ended = System.Start(() => Task.CompletedTask);
        await ended.Ended();

        Assert.Contains("/idle", Assert.Throws<InvalidOperationException>(() => idle.Later(() => { })).Message);
        Assert.Throws<InvalidOperationException>(() => idle.Later(() => { }, Second));
        Assert.Throws<InvalidOperationException>(() => ended.Later(() => { }));
        Assert.Throws<InvalidOperationException>(() => ended.Later(() => { }, Second));
    }

    [Fact]
    [Trait("Spec", "W3")]
    public void Later_NegativeDelay_IsAnError()
    {
        var worker = System.Start();

        Assert.Throws<ArgumentOutOfRangeException>(() => worker.Later(() => { }, -Second));
    }

    [Fact]
    [Trait("Spec", "W3")]
    public void TimerHandle_OfNothing_IsNotPending()
    {
        Assert.False(default(LaterHandle).IsPending);
        Assert.False(default(LaterHandle).Stop());
    }

    private Worker StartLogging()
    {
        var worker = System.Start();
        worker.Listen("A", e => _log.Add($"A {e.Data}"));
        return worker;
    }

    /// <summary>The worker takes nothing from its mailbox until the signal is given.</summary>
    private static async Task<TaskCompletionSource> KeepBusy(Worker worker)
    {
        var isBusy = Barriers.Signal();
        var goOn = Barriers.Signal();
        worker.Later(async () =>
        {
            isBusy.SetResult();
            await goOn.Task;
        });
        await isBusy.Task.Soon();
        return goOn;
    }
}
