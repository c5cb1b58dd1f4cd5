using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec W2: when timers fire, and in which order.</summary>
public abstract class TimerTests : ConformanceTests
{
    private static readonly TimeSpan Tick = TimeSpan.FromTicks(1);

    [Theory]
    [InlineData("Sleep")]
    [InlineData("WaitEvent")]
    [InlineData("WaitUntil")]
    [InlineData("Wait(task)")]
    [InlineData("Later")]
    [Trait("Spec", "W2")]
    public async Task Timer_OneTickTooSoon_DoesNotFire(string timer)
    {
        var time = TimeSpan.FromSeconds(10);
        var hasFired = false;
        var worker = System.Start(async () =>
        {
            switch (timer)
            {
                case "Sleep":
                    await Sleep(time);
                    break;
                case "WaitEvent":
                    await WaitEvent("A", time);
                    break;
                case "WaitUntil":
                    await WaitUntil(static _ => false, time);
                    break;
                case "Wait(task)":
                    await Wait(new TaskCompletionSource().Task, time);
                    break;
                default:
                    Later(() => hasFired = true, time);
                    await WaitForever();
                    break;
            }

            hasFired = true;
            await WaitForever();
        });
        await worker.AtWaitPoint();

        Time.Advance(time - Tick);
        await worker.AtWaitPoint();
        Assert.False(hasFired);

        Time.Advance(Tick);
        await worker.AtWaitPoint();
        Assert.True(hasFired);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Sleep_StartedLaterThanALongerOne_EndsFirst()
    {
        var log = new List<string>();
        var worker = System.Start(async () =>
        {
            async Task Nap(int seconds)
            {
                await Sleep(TimeSpan.FromSeconds(seconds));
                log.Add($"{seconds}");
            }

            Task[] naps = [Nap(3), Nap(1), Nap(2)];
            foreach (var nap in naps) await nap;
        });
        await worker.AtWaitPoint();

        Time.Advance(TimeSpan.FromSeconds(3));
        await worker.Ended();

        Assert.Equal(["1", "2", "3"], log);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Later_ManyDelaysInAnyOrder_FireByDeadlineThenCreation()
    {
        const int timers = 5000;
        var random = new Random(1);
        var delays = Enumerable.Range(0, timers).Select(i => (Delay: random.Next(1, 500), Order: i)).ToArray();
        var fired = new List<(int, int)>();
        var worker = System.Start();
        foreach (var timer in delays)
        {
            var (delay, order) = timer;
            worker.Later(() => fired.Add((delay, order)), TimeSpan.FromMilliseconds(delay));
        }

        Time.Advance(TimeSpan.FromMilliseconds(500));
        await worker.AtWaitPoint();

        Assert.Equal(delays.Order(), fired);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Later_EqualDeadlinesMadeAtDifferentTimes_FireInOrderOfCreation()
    {
        var log = new List<int>();
        var worker = System.Start();
        for (var i = 0; i < 10; i++)
        {
            var order = i;
            worker.Later(() => log.Add(order), TimeSpan.FromSeconds(10 - i));
            Time.Advance(TimeSpan.FromSeconds(1));
        }

        await worker.AtWaitPoint();

        Assert.Equal(Enumerable.Range(0, 10), log);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Later_AMillionPending_AllFireInOrder()
    {
        const int timers = 1_000_000;
        const int deadlines = 1000;
        var fired = new List<int>(timers);
        var worker = System.Start();
        for (var i = 0; i < timers; i++)
        {
            var number = i;
            worker.Later(() => fired.Add(number), TimeSpan.FromSeconds(1 + (int)((uint)i * 2654435761 % deadlines)));
        }

        Time.Advance(TimeSpan.FromSeconds(deadlines));
        await worker.AtWaitPoint();

        Assert.Equal(timers, fired.Count);
        var expected = Enumerable.Range(0, timers).OrderBy(static i => (int)((uint)i * 2654435761 % deadlines));
        Assert.True(expected.SequenceEqual(fired));
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Sleep_OfManyWorkers_EndsEachAtItsTime()
    {
        const int workers = 1000;
        var started = Time.GetUtcNow();
        var sleepers = Enumerable.Range(0, workers).Select(i => System.Start(async () =>
        {
            await Sleep(TimeSpan.FromSeconds(i));
            return (int)(Time.GetUtcNow() - started).TotalSeconds;
        })).ToArray();
        foreach (var sleeper in sleepers) await sleeper.AtWaitPoint();

        Time.Advance(TimeSpan.Zero);
        for (var i = 0; i < workers; i++)
        {
            Assert.Equal(i, (await sleepers[i].Ended()).Value);
            Time.Advance(TimeSpan.FromSeconds(1));
        }
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Sleep_TheLongestTimeThereIs_IsPendingAndCanBeStopped()
    {
        var worker = System.Start(async () => await Sleep(TimeSpan.MaxValue));
        await worker.AtWaitPoint();

        Time.Advance(TimeSpan.FromDays(365 * 1000));
        await worker.AtWaitPoint();
        Assert.Equal(WorkerState.Running, worker.State);

        worker.Stop();
        await worker.Ended();
    }

    [Fact]
    [Trait("Spec", "W2")]
    public async Task Sleep_AgainAndAgain_EndsEachTimeAtItsTime()
    {
        var ticks = new List<TimeSpan>();
        var start = Time.GetUtcNow();
        var worker = System.Start(async () =>
        {
            while (true)
            {
                await Sleep(TimeSpan.FromMilliseconds(7));
                ticks.Add(Time.GetUtcNow() - start);
            }
        });
        for (var i = 0; i < 100; i++)
        {
            await worker.AtWaitPoint();
            Time.Advance(TimeSpan.FromMilliseconds(7));
        }

        await worker.AtWaitPoint();
        Assert.Equal(Enumerable.Range(1, 100).Select(static i => TimeSpan.FromMilliseconds(7 * i)), ticks);
    }
}
