using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>The clock of a worker's event loop, and callbacks at a time.</summary>
public abstract class LoopTimerTests : RestartConformance
{
    [Fact]
    [Trait("Transports", "4")]
    public void Time_ClockMoves_GoesOnByAsMuch()
    {
        var worker = System.Start();
        var before = worker.Loop.Time;

        Time.Advance(5 * Second);

        Assert.Equal(before + 5 * Second, worker.Loop.Time);
    }

    [Fact]
    [Trait("Spec", "T1")]
    [Trait("Transports", "3")]
    public async Task CallLater_DelaysPass_RunsInOrderOfDeadlineAndNeverEarly()
    {
        var worker = System.Start();
        var loop = worker.Loop;
        var ran = new List<(string Name, TimeSpan At)>();
        var start = loop.Time;
        var late = loop.CallLater(2 * Second, () => ran.Add(("late", loop.Time - start)));
        loop.CallLater(Second, () => ran.Add(("early", loop.Time - start)));

        Assert.Equal(start + 2 * Second, late.When);
        Time.Advance(Second - TimeSpan.FromTicks(1));
        await worker.AtWaitPoint();
        Assert.Empty(ran);

        Time.Advance(TimeSpan.FromTicks(1));
        await worker.AtWaitPoint();
        Time.Advance(Second);
        await worker.AtWaitPoint();

        Assert.Equal([("early", Second), ("late", 2 * Second)], ran);
    }

    [Fact]
    [Trait("Transports", "2")]
    [Trait("Transports", "3")]
    public async Task CallLater_ZeroOrNegative_RunsBehindWhatIsReadyTheMoreNegativeFirst()
    {
        var worker = System.Start();
        var loop = worker.Loop;
        var order = new List<string>();
        loop.CallSoon(() =>
        {
            loop.CallLater(TimeSpan.Zero, () => order.Add("0"));
            loop.CallLater(-Second, () => order.Add("-1"));
            loop.CallLater(-2 * Second, () => order.Add("-2"));
            loop.CallAt(loop.Time - 3 * Second, () => order.Add("-3"));
            loop.CallSoon(() => order.Add("soon"));
            order.Add("outer");
        });
        for (var i = 0; i < 3; i++) await worker.AtWaitPoint();

        Assert.Equal(["outer", "soon", "-3", "-2", "-1", "0"], order);
    }

    [Fact]
    [Trait("Transports", "3")]
    public async Task CallAt_EqualTimes_RunsInOrderOfTheCalls()
    {
        var worker = System.Start();
        var loop = worker.Loop;
        var order = new List<int>();
        var when = loop.Time + 5 * Second;
        for (var i = 0; i < 20; i++)
        {
            var number = i;
            loop.CallAt(when, () => order.Add(number));
            Time.Advance(TimeSpan.FromMilliseconds(7));
        }

        Time.Advance(5 * Second);
        await worker.AtWaitPoint();

        Assert.Equal(Enumerable.Range(0, 20), order);
    }

    [Fact]
    [Trait("Transports", "2")]
    public async Task CallAt_Due_GoesBehindWhatIsReady()
    {
        var gate = Barriers.Signal();
        var order = new List<string>();
        var worker = System.Start(async () =>
        {
            await gate.Task;
            await WaitForever();
        });
        worker.Loop.CallLater(Second, () => order.Add("timer"));
        worker.Loop.CallSoon(() => order.Add("ready"));
        Time.Advance(Second);
        worker.Loop.CallSoon(() => order.Add("behind"));

        gate.SetResult();
        await worker.AtWaitPoint();

        Assert.Equal(["ready", "timer", "behind"], order);
    }

    [Fact]
    [Trait("Transports", "5")]
    public async Task Cancel_OfTimers_TheyNeverRunAndDoNotPileUp()
    {
        var worker = System.Start();
        var ran = 0;
        var before = System.Deadlines.Count;
        var timers = Enumerable.Range(0, 1000).Select(i => worker.Loop.CallLater((i % 10 + 1) * Second, () => ran++)).ToArray();
        Assert.Equal(before + 1000, System.Deadlines.Count);

        foreach (var timer in timers.Skip(1))
        {
            timer.Cancel();
            timer.Cancel();
        }

        Assert.Equal(before + 1, System.Deadlines.Count);
        Time.Advance(20 * Second);
        await worker.AtWaitPoint();
        Assert.Equal(1, ran);
        Assert.Equal((false, true), (timers[0].IsCancelled, timers[1].IsCancelled));
    }

    [Fact]
    [Trait("Transports", "5")]
    public async Task Cancel_OfATimerThatIsDue_ItDoesNotRunAndTheOthersDo()
    {
        var worker = System.Start();
        var loop = worker.Loop;
        var order = new List<string>();
        loop.CallSoon(() =>
        {
            loop.CallLater(TimeSpan.Zero, () => order.Add("0"));
            loop.CallLater(-Second, () => order.Add("-1")).Cancel();
        });
        for (var i = 0; i < 3; i++) await worker.AtWaitPoint();

        Assert.Equal(["0"], order);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task CallLater_TheBodyStartsAgain_ItsTimersAreGone()
    {
        var attempts = 0;
        var ran = new List<int>();
        var second = Barriers.Signal();
        var worker = StartWorker(
            async () =>
            {
                var attempt = ++attempts;
                EventLoop.Current.CallLater(5 * Second, () => ran.Add(attempt));
                if (attempt == 1) throw new InvalidDataException("made to fail");
                second.SetResult();
                await WaitForever();
            },
            Exact);
        await ToldOf(WorkerEvents.ChildRestart);
        Time.Advance(TimeSpan.FromMilliseconds(200));
        await second.Task.Soon();

        Time.Advance(10 * Second);
        await worker.AtWaitPoint();

        Assert.Equal([2], ran);
    }
}
