using static Actors.CurrentWorker;

namespace Actors.Tests.Conformance;

/// <summary>Spec M1: a main loop that gives the main worker so much time a call, and no more.</summary>
public abstract class BudgetUpdateTests : ConformanceTests
{
    private readonly List<object?> _heard = [];

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_BudgetIsUsedUp_LeavesTheRestInOrder() => OnAPolledMain(system =>
    {
        ListenFor(system, Second);
        for (var i = 0; i < 10; i++) system.Main.Fire("A", i);

        Assert.True(system.Update(3 * Second));
        Assert.Equal([0, 1, 2], _heard);
        Assert.True(system.Update(2.5 * Second));
        Assert.Equal([0, 1, 2, 3, 4, 5], _heard);
        Assert.False(system.Update(100 * Second));
        Assert.Equal(Enumerable.Range(0, 10).Cast<object?>(), _heard);
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_NoBudget_HandlesOneEventACall() => OnAPolledMain(system =>
    {
        ListenFor(system, TimeSpan.Zero);
        for (var i = 0; i < 3; i++) system.Main.Fire("A", i);

        Assert.True(system.Update(TimeSpan.Zero));
        Assert.Equal([0], _heard);
        Assert.True(system.Update(TimeSpan.Zero));
        Assert.False(system.Update(TimeSpan.Zero));
        Assert.Equal([0, 1, 2], _heard);
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_NothingIsQueued_HasNothingLeft() => OnAPolledMain(system =>
    {
        Assert.False(system.Update(Second));
        Assert.False(system.Update(TimeSpan.Zero));
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_NegativeBudget_IsAnError() => OnAPolledMain(system =>
    {
        Assert.Throws<ArgumentOutOfRangeException>("budget", () => system.Update(TimeSpan.FromTicks(-1)));
        Assert.Throws<ArgumentOutOfRangeException>("budget", () => system.Update(Timeout.InfiniteTimeSpan));
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_AListenerFiresAgainAndAgain_ReturnsAndSaysSo() => OnAPolledMain(system =>
    {
        system.Main.Listen("A", e =>
        {
            _heard.Add(e.Data);
            system.Main.Fire("A", (int)e.Data! + 1);
        });
        system.Main.Fire("A", 0);

        // The time never passes: what ends the call is that it takes what was queued when it began.
        for (var call = 0; call < 5; call++) Assert.True(system.Update(Second));

        Assert.Equal([0, 1, 2, 3, 4], _heard);
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_AWaitingListenersPiecesTakeTheTime_StopsBetweenThem() => OnAPolledMain(system =>
    {
        system.Main.Listen("A", async e =>
        {
            _heard.Add($"{e.Data} begins");
            Time.Advance(Second);
            await WaitEvent("B");
            _heard.Add($"{e.Data} ends");
            Time.Advance(Second);
        });
        system.Main.Fire("A", 1);
        system.Main.Fire("B");
        system.Main.Fire("A", 2);

        Assert.True(system.Update(Second));
        Assert.Equal(["1 begins"], _heard);
        Assert.True(system.Update(Second));
        Assert.Equal(["1 begins", "1 ends"], _heard);
        while (system.Update(Second))
        {
        }

        Assert.Equal(["1 begins", "1 ends", "2 begins"], _heard);
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_AListenerAwaitsSomethingOutside_HasNothingThatCanBeHandled() => OnAPolledMain(system =>
    {
        var outside = new TaskCompletionSource();
        system.Main.Listen("A", async _ => await outside.Task);
        ListenFor(system, TimeSpan.Zero, "B");
        system.Main.Fire("A");
        system.Main.Fire("B", 1);

        // The first call may find out only by looking; a loop that goes on while there is more ends.
        while (system.Update(Second))
        {
        }

        Assert.Empty(_heard);
        outside.SetResult();
        while (system.Update(Second))
        {
        }

        Assert.Equal([1], _heard);
    });

    [Fact]
    [Trait("Spec", "M1")]
    public Task Update_OfAMainThatIsStopped_SeesItToItsEnd() => OnAPolledMain(system =>
    {
        system.Main.Stop();
        for (var i = 0; i < 3; i++) system.Main.Fire("A", i);
        ListenFor(system, Second);

        Assert.True(system.Update(TimeSpan.Zero));
        Assert.False(system.Update(TimeSpan.Zero));

        Assert.Equal([0, 1, 2], _heard);
        Assert.Equal(WorkerState.Stopped, system.Main.State);
        Assert.False(system.Update(Second));
    });

    [Fact]
    [Trait("Spec", "M1")]
    public async Task Update_OfAMainThatThePoolServesToo_TakesItsTimeAndLeavesTheRest()
    {
        var left = new List<bool>();
        await Barriers.OnPlainThread(() =>
        {
            var system = CreateSystem(Options());
            ListenFor(system, Second);
            for (var i = 0; i < 4; i++) system.Main.Fire("A", i);
            for (var call = 0; call < 3; call++) left.Add(system.Update(2 * Second));
            system.DisposeAsync().AsTask().GetAwaiter().GetResult();
        });

        Assert.Equal([true, false, false], left);
        Assert.Equal([0, 1, 2, 3], _heard);
    }

    [Fact]
    [Trait("Spec", "M1")]
    public async Task Update_WhileProducersNeverPause_ReturnsWithinItsBudget()
    {
        using var end = new CancellationTokenSource();
        var begun = new CountdownEvent(2);
        var producers = new List<Task>();
        var handled = 0;
        await OnAPolledMain(system =>
        {
            system.Main.Listen("A", _ =>
            {
                handled++;
                Time.Advance(TimeSpan.FromMilliseconds(1));
            });
            for (var i = 0; i < 2; i++)
            {
                producers.Add(Barriers.OnPlainThread(() =>
                {
                    for (var fired = 0; fired < 50_000 && !end.IsCancellationRequested; fired++)
                    {
                        system.Main.Fire("A");
                        if (fired == 1000) begun.Signal();
                    }
                }));
            }

            begun.Wait();
            for (var frame = 1; frame <= 20; frame++)
            {
                Assert.True(system.Update(TimeSpan.FromMilliseconds(10)));
                Assert.Equal(10 * frame, handled);
            }

            end.Cancel();
            Task.WaitAll(producers);
        });
    }

    private void ListenFor(WorkerSystem system, TimeSpan cost, string name = "A") => system.Main.Listen(name, e =>
    {
        _heard.Add(e.Data);
        Time.Advance(cost);
    });

    /// <summary>Runs a main loop on a thread of its own.</summary>
    private Task OnAPolledMain(Action<WorkerSystem> loop) => Barriers.OnPlainThread(() =>
    {
        var system = CreateSystem(Options(WorkerDispatcher.Polled));
        loop(system);
        system.DisposeAsync().AsTask().GetAwaiter().GetResult();
    });
}
