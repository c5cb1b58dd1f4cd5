using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations;

/// <summary>What fails a scenario besides its own assertions, and what the report says of it.</summary>
public sealed class SimulationFailureTests
{
    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    public void Explore_NothingCanHappen_TellsWhoWaitsForWhat()
    {
        var found = Fails(static async _ =>
        {
            var other = Start(static () => WaitEvent("NEVER").AsTask(), new() { Name = "other" });
            await Wait(other);
        });

        Assert.Contains("nothing can happen any more, and the scenario has not ended", found.Reason, StringComparison.Ordinal);
        Assert.Contains("/scenario (Running, 0 queued) waits for Wait(/scenario/other)", found.Reason, StringComparison.Ordinal);
        Assert.Contains("/scenario/other (Running, 0 queued) waits for WaitEvent(NEVER)", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_AWorkerThatDoesNotStop_IsNamed()
    {
        var found = Fails(static async simulation =>
        {
            simulation.System.Start(static async () =>
            {
                try
                {
                    await WaitForever();
                }
                catch (WorkerExit)
                {
                    await new Defer<bool>().Get();
                }
            }, new() { Name = "stubborn", Parent = WorkerParent.None });
            await Sleep(Second);
        });

        Assert.Contains("not every worker stops", found.Reason, StringComparison.Ordinal);
        Assert.Contains("/stubborn (Stopping", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_ARunThatGoesRoundForEver_Ends()
    {
        var found = Fails(static async _ =>
        {
            while (true) await Update();
        }, new() { MostPieces = 500 });

        Assert.Contains("more than 500 pieces", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_AWorkerFailsAndNobodyExpectsIt_FailsWithItsError()
    {
        var found = Fails(static async _ =>
        {
            Start(static () => throw new InvalidDataException("bad"), new() { Name = "bad" });
            await Sleep(Second);
        });

        Assert.IsType<InvalidDataException>(found.InnerException);
        Assert.Contains("'/scenario/bad' failed", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_AListenerFails_FailsWithItsError()
    {
        var found = Fails(static async _ =>
        {
            Listen("E", static _ => Assert.Fail("not so"));
            Current.Fire("E");
            await Sleep(Second);
        });

        Assert.Contains("a listener of 'E' threw", found.Reason, StringComparison.Ordinal);
        Assert.Contains("not so", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_ErrorsThatAreExpected_FailNothing()
    {
        Simulation.Explore(20, static async _ =>
        {
            var bad = Start(static () => throw new InvalidDataException("bad"), new() { LogFailures = false });
            Assert.IsType<InvalidDataException>((await Wait(bad)).Error);
        });
        Simulation.Explore(20, static async _ =>
        {
            Listen("E", static _ => throw new InvalidDataException("bad"));
            Current.Fire("E");
            await WaitEvent(WorkerEvents.ListenerError);
        }, new() { Errors = UncaughtErrors.Ignore });
    }

    [Fact]
    public void Explore_AnotherThreadTakesPart_IsToldWhatToDo()
    {
        var found = Fails(static async _ =>
        {
            var worker = Current;
            var thread = new Thread(() => worker.Fire("E"));
            thread.Start();
            thread.Join();
            await WaitEvent("E");
        });

        Assert.Contains("'/scenario' got something from another thread", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_StateThatOutlivesTheRun_IsSaidToHaveAPart()
    {
        var runs = 0;
        var found = Fails(async _ =>
        {
            runs++;
            await Sleep(runs * Second);
            Assert.Equal(0, runs);
        });

        Assert.Contains("something besides the seed has a part in it", found.Reason, StringComparison.Ordinal);
    }

    [Fact]
    public void Explore_ATimerCallbackThrows_FailsWithItsError()
    {
        var found = Fails(static async simulation =>
        {
            using var timer = simulation.System.TimeProvider.CreateTimer(
                static _ => throw new InvalidDataException("bad"), null, Second, Timeout.InfiniteTimeSpan);
            await Sleep(10 * Second);
        });

        Assert.IsType<InvalidDataException>(found.InnerException);
    }

    private static SimulationException Fails(Func<Simulation, Task> scenario, SimulationOptions? options = null) =>
        Assert.Throws<SimulationException>(() => Simulation.Explore(20, scenario, options));

    [Fact]
    [Trait("Spec", "X3")]
    public void AfterPiece_ThatThrows_FailsItsSeed()
    {
        var error = Assert.Throws<SimulationException>(() => Simulation.Explore(10, static async simulation =>
        {
            simulation.AfterPiece(static () => throw new InvalidOperationException("seen"));
            await Update();
        }));

        Assert.Contains("seen", error.Reason, StringComparison.Ordinal);
        Assert.NotEmpty(error.Trace.Lines);
    }
}
