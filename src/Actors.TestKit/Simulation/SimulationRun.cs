using Actors.Flow;

namespace Actors.TestKit;

/// <summary>One run of one scenario with one seed.</summary>
internal static class SimulationRun
{
    public static (SimulationTrace Trace, SimulationFailure? Failure) Do(
        long seed, Func<Simulation, Task> scenario, SimulationOptions options, bool writes)
    {
        var loop = new SimulationLoop(seed, options, writes);
        var context = SynchronizationContext.Current;
        SynchronizationContext.SetSynchronizationContext(null);
        try
        {
            Ambient.RunOutside(() => Run(loop, Simulation.For(seed, loop, NewSystem(loop)), scenario));
        }
        finally
        {
            SynchronizationContext.SetSynchronizationContext(context);
            loop.End();
        }

        return (new SimulationTrace(seed, loop.Pieces, loop.Time.Elapsed), loop.Failure);
    }

    private static WorkerSystem NewSystem(SimulationLoop loop)
    {
        var options = new WorkerSystemOptions { TimeProvider = loop.Time, LoggerFactory = new SimulationLog(loop.OnUncaught) };
        return new WorkerSystem(new SimulatedEngine(loop), options) { NextRandom = loop.Random.NextDouble };
    }

    private static void Run(SimulationLoop loop, Simulation simulation, Func<Simulation, Task> scenario)
    {
        var system = simulation.System;
        var worker = system.Create(() => scenario(simulation), new WorkerOptions { Name = "scenario", LogFailures = false });
        loop.Faults.Scenario = worker;
        worker.Start();
        if (!loop.Run(() => !worker.IsRunning))
        {
            StandStill(loop, system, "nothing can happen any more, and the scenario has not ended");
            return;
        }

        var result = worker.Completion.GetAwaiter().GetResult();
        if (result.Error is { } error)
        {
            loop.Fail($"{error.GetType().FullName}: {error.Message}", error);
            return;
        }

        _ = system.StopAsync();
        if (!loop.Run(() => system.Roots.Count == 0)) StandStill(loop, system, "the scenario has ended, and not every worker stops");
    }

    private static void StandStill(SimulationLoop loop, WorkerSystem system, string what)
    {
        if (loop.Failure is not null) return;
        var all = system.Status().Where(static status => status.Path != "/main").ToArray();
        var hint = all.Any(static status => status.WaitsFor.Contains("outside its loop", StringComparison.Ordinal))
            ? " (a simulation does not wait for other threads: Task.Run, Task.Delay, I/O, ConfigureAwait(false))"
            : "";

        // Neither real time nor the number of a task belongs to a seed.
        var workers = all.Select(static status => status with { Waited = null, WaitsFor = PieceLog.WithoutNumber(status.WaitsFor) }).ToArray();
        loop.Fail($"{what}{hint}:{WorkerStatus.Lines(workers, most: workers.Length)}", null);
    }
}
