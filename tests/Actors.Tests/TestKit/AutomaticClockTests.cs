using Actors.TestKit;
using Actors.Tests.Conformance;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: a clock that runs while the test waits.</summary>
[Trait("Spec", "X2")]
public sealed class AutomaticClockTests : ClockTests
{
    [Fact]
    public async Task Sleep_OfAnHour_TakesAnHourOfTheClock()
    {
        var time = new VirtualTime();
        var worker = SystemOn(time).Start(async () => await Sleep(Hour));

        await worker.Ended();

        Assert.Equal(Hour, time.Elapsed);
    }

    [Theory]
    [InlineData("Completion")]
    [InlineData("Wait on the main flow")]
    [InlineData("RunUntilAsync")]
    [InlineData("Join")]
    [InlineData("StopAsync")]
    [InlineData("StopAsync of the system")]
    public async Task Clock_TheTestWaitsForAWorker_Runs(string wait)
    {
        var time = new VirtualTime();
        var system = SystemOn(time);
        var worker = system.Start(async () =>
        {
            try
            {
                await (wait.StartsWith("Stop", StringComparison.Ordinal) ? WaitForever() : Sleep(Hour));
            }
            finally
            {
                await Sleep(Hour);
            }
        });

        switch (wait)
        {
            case "Completion":
                await worker.Completion.Soon();
                break;
            case "Wait on the main flow":
                await Wait(worker).AsTask().Soon();
                break;
            case "RunUntilAsync":
                await time.RunUntilAsync(worker).Soon();
                break;
            case "Join":
                await Barriers.OnPlainThread(() => worker.Join());
                break;
            case "StopAsync":
                await worker.StopAsync().Soon();
                break;
            case "StopAsync of the system":
                await system.StopAsync().Soon();
                break;
        }

        Assert.Equal(wait.StartsWith("Stop", StringComparison.Ordinal) ? Hour : 2 * Hour, time.Elapsed);
    }

    [Fact]
    public async Task Clock_NobodyWaits_Stands()
    {
        var time = new VirtualTime();
        var worker = SystemOn(time).Start(async () => await Sleep(Hour));
        await time.SettleAsync().Soon();
        await time.SettleAsync().Soon();

        Assert.Equal(TimeSpan.Zero, time.Elapsed);
        Assert.True(worker.IsRunning);
    }

    [Fact]
    public async Task RunOnCurrentThread_AnHour_TakesAnHourOfTheClock()
    {
        var time = new VirtualTime();
        var system = SystemOn(time);

        var result = await Barriers.OnPlainThread(() => system.RunOnCurrentThread(async () => await Sleep(Hour)));

        Assert.Equal(WorkerState.Completed, result.State);
        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    public async Task TestCode_AfterAWaitOfTheMainFlow_StandsAtItsTime()
    {
        var time = new VirtualTime();
        var ticks = 0;
        SystemOn(time).Start(async () =>
        {
            while (true)
            {
                await Sleep(Second);
                ticks++;
            }
        });

        // Between two ticks: what falls due at the same time runs at the same time.
        await Sleep(Second / 2).AsTask().Soon();
        for (var i = 1; i <= 100; i++)
        {
            await Sleep(10 * Second).AsTask().Soon();
            Assert.Equal(((10 * i) + 0.5, 10 * i), (time.Elapsed.TotalSeconds, ticks));
        }
    }

    [Fact]
    public async Task Workers_AnsweringEachOther_SettleBeforeTheClockMoves()
    {
        var time = new VirtualTime();
        var system = SystemOn(time);
        var (rounds, late) = (0, 0);
        var echo = system.Start();
        echo.Listen("PING", static e => ((Worker)e.Target!).Fire("PONG", e.Data));
        var worker = system.Start(async () =>
        {
            for (var i = 0; i < 200; i++)
            {
                await Sleep(Second);
                for (var j = 0; j < 20; j++)
                {
                    echo.Fire("PING", j);
                    if (await WaitEvent("PONG", TimeSpan.FromTicks(1)) is null) late++;
                    else rounds++;
                }
            }
        });

        await worker.Value();

        Assert.Equal((4000, 0), (rounds, late));
        Assert.Equal(200 * Second, time.Elapsed);
    }

    [Fact]
    public async Task Results_ThatWorkersGiveEachOther_ComeBeforeTheClockMoves()
    {
        var time = new VirtualTime();
        var system = SystemOn(time);
        var worker = system.Start(async () =>
        {
            for (var i = 0; i < 300; i++)
            {
                var defer = new Defer<int>();
                var giver = system.Start(async () =>
                {
                    await Sleep(Second);
                    defer.Resolve(1);
                });

                // One tick later would be too late.
                Assert.True(await Wait(defer.Task, Second + TimeSpan.FromTicks(1)));
                Assert.NotNull(await Wait(giver, TimeSpan.FromTicks(1)));
                Assert.Equal(3, await Await(async () =>
                {
                    await Sleep(Second);
                    return 3;
                }));
            }
        });

        await worker.Value();

        Assert.Equal(600 * Second, time.Elapsed);
    }

    [Fact]
    public async Task Restart_WithALongBackoff_TakesItsTime()
    {
        var time = new VirtualTime();
        var attempts = new List<TimeSpan>();
        var worker = SystemOn(time).Start(
            () =>
            {
                attempts.Add(time.Elapsed);
                return attempts.Count < 3 ? throw new FormatException() : Task.CompletedTask;
            },
            new() { LogFailures = false, Restart = new RestartPolicy { Backoff = Hour, MaxBackoff = 10 * Hour, Jitter = 0, Window = 100 * Hour } });

        await worker.Value();

        Assert.Equal([TimeSpan.Zero, Hour, 3 * Hour], attempts);
    }

    [Fact]
    public async Task RunUntilAsync_CodeOutsideThatActsInBetween_IsNoStandstill()
    {
        var time = new VirtualTime();
        var system = SystemOn(time);
        for (var i = 0; i < 300; i++)
        {
            var (first, second) = (system.Start(async () => await Sleep(Second)), system.Start(async () => await WaitEvent("GO")));
            async Task<WorkerState> Act()
            {
                await first.Completion;
                second.Fire("GO");
                return (await second.Completion).State;
            }

            Assert.Equal(WorkerState.Completed, await time.RunUntilAsync(Act()).Soon());
        }
    }

    [Fact]
    public async Task Systems_OnOneClock_ShareItsTime()
    {
        var time = new VirtualTime();
        var other = SystemOn(time).Start(async () => await Sleep(2 * Hour));
        var worker = SystemOn(time).Start(async () =>
        {
            await Sleep(Hour);
            await Wait(other);
        });

        await worker.Value();

        Assert.Equal(2 * Hour, time.Elapsed);
    }

    [Fact]
    public async Task Hold_WhileItLasts_TheClockStands()
    {
        var time = new VirtualTime();
        var worker = SystemOn(time).Start(async () => await Sleep(Hour));
        var hold = time.Hold();
        var wait = time.RunUntilAsync(worker);
        Assert.Equal(TimeSpan.Zero, time.Elapsed);

        worker.Fire("E");
        hold.Dispose();
        hold.Dispose();
        await wait.Soon();

        Assert.Equal(Hour, time.Elapsed);
    }

    [Fact]
    public async Task Dispose_WithAWorkerThatCleansUpForHours_GivesUpAfterTheShutdownTimeout()
    {
        var time = new VirtualTime();
        var log = new RecordingLogger();
        var system = new WorkerSystem(new WorkerSystemOptions
        {
            TimeProvider = time,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(log)),
        });
        var worker = system.Start(async () =>
        {
            try
            {
                await WaitForever();
            }
            finally
            {
                await Sleep(Hour);
            }
        });

        await system.DisposeAsync().AsTask().Soon();

        Assert.Contains("did not stop within 00:00:30", Assert.Single(log.Entries, static entry => entry.Id == 22).Text, StringComparison.Ordinal);
        await worker.Ended();
        Assert.Equal(Hour, time.Elapsed);
    }
}
