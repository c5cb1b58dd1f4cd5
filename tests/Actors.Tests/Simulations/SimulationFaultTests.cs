using Actors.TestKit;
using static Actors.CurrentWorker;

namespace Actors.Tests.Simulations;

/// <summary>What a simulation lets go wrong on purpose.</summary>
public sealed class SimulationFaultTests
{
    private const int Seeds = 300;

    private static readonly TimeSpan Second = TimeSpan.FromSeconds(1);

    [Fact]
    [Trait("Spec", "E5")]
    public void Listeners_InSomeSeeds_OneThrowsAndTheOthersHearTheEvent()
    {
        var faults = 0;
        Explore(SimulationFaults.Listeners, async _ =>
        {
            var heard = 0;
            Listen("E", _ => heard++);
            Listen(WorkerEvents.ListenerError, e => faults += ((ListenerFailure)e.Data!).Exception is SimulatedFault ? 1 : 0);
            for (var i = 0; i < 5; i++) Current.Fire("E");
            await Sleep(Second);
            Assert.Equal(5, heard);
        });

        Assert.InRange(faults, 1, Seeds * 2);
    }

    [Fact]
    public void MayFail_InSomeSeeds_Throws()
    {
        var faults = 0;
        Explore(SimulationFaults.Listeners, simulation =>
        {
            for (var i = 0; i < 20; i++)
            {
                try
                {
                    simulation.MayFail("this");
                }
                catch (SimulatedFault)
                {
                    faults++;
                }
            }

            return Task.CompletedTask;
        });

        Assert.InRange(faults, 1, Seeds * 2);
    }

    [Fact]
    [Trait("Spec", "W2")]
    public void LateTimers_InSomeSeeds_FireLateAndNeverEarly()
    {
        var late = 0;
        Explore(SimulationFaults.LateTimers, async simulation =>
        {
            for (var i = 0; i < 5; i++)
            {
                var before = simulation.Elapsed;
                await Sleep(Second);
                Assert.InRange(simulation.Elapsed - before, Second, 25 * Second);
                if (simulation.Elapsed - before > Second) late++;
            }
        });

        Assert.InRange(late, 1, Seeds * 2);
    }

    [Fact]
    [Trait("Spec", "L4")]
    public void Stops_InSomeSeeds_EndAWorkerAtItsWaitPoint()
    {
        var stopped = new int[4];
        Explore(SimulationFaults.Stops, async _ =>
        {
            var reached = 0;
            var worker = Start(async () =>
            {
                for (; reached < 3; reached++) await Sleep(Second);
            });
            if ((await Wait(worker)).State == WorkerState.Stopped) stopped[reached]++;
        });

        Assert.True(stopped[0] > 0 && stopped[1] > 0 && stopped[2] > 0, string.Join(", ", stopped));
    }

    [Fact]
    public void SlowWorkers_InSomeSeeds_MeetTheirTimeout()
    {
        var timeouts = 0;
        Explore(SimulationFaults.SlowWorkers, async _ =>
        {
            var echo = Start(static async () =>
            {
                Listen("ASK", static e => ((Worker)e.Target!).Fire("ANSWER"));
                await WaitForever();
            });
            echo.Fire("ASK");
            if (await WaitEvent("ANSWER", Second) is null) timeouts++;
        });

        Assert.InRange(timeouts, 1, Seeds);
    }

    [Fact]
    public void None_InNoSeed_GoesAnythingWrong()
    {
        Explore(SimulationFaults.None, static async simulation =>
        {
            var echo = Start(static async () =>
            {
                Listen("ASK", static e => ((Worker)e.Target!).Fire("ANSWER"));
                await WaitForever();
            });
            simulation.MayFail("this");
            echo.Fire("ASK");
            Assert.NotNull(await WaitEvent("ANSWER", Second));
            await Sleep(Second);
            Assert.Equal(Second, simulation.Elapsed);
            Assert.Equal(WorkerState.Running, echo.State);
        });
    }

    private static void Explore(SimulationFaults faults, Func<Simulation, Task> scenario) =>
        Simulation.Explore(Seeds, scenario, new() { Faults = faults });
}
