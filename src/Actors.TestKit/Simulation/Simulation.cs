using Actors.Flow;

namespace Actors.TestKit;

/// <summary>Runs a scenario in every order that a seed can name: one seed fixes every interleaving (spec X3).</summary>
/// <remarks>
/// Every worker runs on the calling thread. A seeded source chooses the next piece: whose turn comes, one item a turn; when a timer
/// that is due fires; and whether, where a piece starts a worker or fires an event, others come first. The clock stands still while
/// anything can happen, and then jumps to the next timer. The scenario is the body of a worker of its own, <c>/scenario</c>: what it
/// starts are its children, and all of them are stopped and awaited when it returns.
/// <para>It must make its state anew in each call, and leave threads alone: what comes from another thread fails it.</para>
/// </remarks>
public sealed class Simulation
{
    private readonly SimulationLoop _loop;

    private Simulation(long seed, SimulationLoop loop, WorkerSystem system)
    {
        Seed = seed;
        _loop = loop;
        System = system;
    }

    /// <summary>The seed of this run.</summary>
    public long Seed { get; }

    /// <summary>The system that is simulated; its clock is virtual.</summary>
    public WorkerSystem System { get; }

    /// <summary>How far the clock has gone.</summary>
    public TimeSpan Elapsed => _loop.Time.Elapsed;

    /// <summary>Runs a scenario with many seeds, until one fails.</summary>
    /// <param name="seeds">How many, counted on from <see cref="SimulationOptions.FirstSeed"/>; 1 or more.</param>
    /// <param name="scenario">Called once for each seed. It fails by throwing.</param>
    /// <param name="options">Strategy, faults; sensible ones by default.</param>
    /// <returns>What was run, when no seed fails.</returns>
    /// <exception cref="SimulationException">A seed fails: the scenario threw; nothing can happen any more and it has not ended
    /// (deadlock); it never ends; a worker or a listener failed and nobody caught it; a worker did not stop at the end.</exception>
    public static SimulationReport Explore(int seeds, Func<Simulation, Task> scenario, SimulationOptions? options = null)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(seeds, 1);
        var checkedOptions = Check(scenario, options);
        var orders = new HashSet<ulong>();
        long pieces = 0, events = 0;
        for (var i = 0; i < seeds; i++)
        {
            var seed = checkedOptions.FirstSeed + i;
            var (trace, failure) = SimulationRun.Do(seed, scenario, checkedOptions, writes: false);
            if (failure is not null) throw Again(trace, failure, scenario, checkedOptions);
            orders.Add(trace.Hash);
            pieces += trace.Pieces;
            events += trace.Events;
        }

        return new SimulationReport(seeds, orders.Count, pieces, events);
    }

    /// <summary>Runs a scenario with one seed, and tells what it did.</summary>
    /// <param name="seed">The seed: with the same scenario and options it gives the same order in every process.</param>
    /// <param name="scenario">It fails by throwing.</param>
    /// <param name="options">Those with which the seed was found.</param>
    /// <returns>The order of pieces, when the seed does not fail.</returns>
    /// <exception cref="SimulationException">The seed fails; see <see cref="Explore"/>.</exception>
    public static SimulationTrace Replay(long seed, Func<Simulation, Task> scenario, SimulationOptions? options = null)
    {
        var (trace, failure) = SimulationRun.Do(seed, scenario, Check(scenario, options), writes: true);
        return failure is null ? trace : throw new SimulationException(trace, failure.Reason, failure.Cause);
    }

    /// <summary>Chooses by the seed: for what a scenario leaves to chance.</summary>
    /// <param name="count">1 or more.</param>
    /// <returns>From 0 up to <paramref name="count"/>.</returns>
    public int Choose(int count)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(count, 1);
        return _loop.Random.Next(count);
    }

    /// <summary>Throws where the seed says so, if the options ask for <see cref="SimulationFaults.Listeners"/>.</summary>
    /// <param name="what">What fails, for the trace.</param>
    /// <exception cref="SimulatedFault">The seed says so.</exception>
    public void MayFail(string what) => _loop.Faults.MayFail(what);

    /// <summary>Writes a line into the trace.</summary>
    /// <param name="text">The line.</param>
    public void Note(string text) => _loop.Note(text);

    /// <summary>Calls back behind each piece.</summary>
    internal void AfterPiece(Action callback) => _loop.AfterPiece = callback;

    internal static Simulation For(long seed, SimulationLoop loop, WorkerSystem system) => new(seed, loop, system);

    private static SimulationOptions Check(Func<Simulation, Task> scenario, SimulationOptions? options)
    {
        ArgumentNullException.ThrowIfNull(scenario);
        options ??= SimulationOptions.Default;
        options.Validate();
        if (WorkerFlow.InTurn is { } flow)
        {
            throw new InvalidOperationException($"A simulation in the flow of worker '{flow.Path}' would block its loop: run it outside.");
        }

        return options;
    }

    /// <summary>The same once more, now with words.</summary>
    private static SimulationException Again(
        SimulationTrace first, SimulationFailure failure, Func<Simulation, Task> scenario, SimulationOptions options)
    {
        var (trace, again) = SimulationRun.Do(first.Seed, scenario, options, writes: true);
        if (again is not null && trace.Hash == first.Hash && again.Reason == failure.Reason) return new SimulationException(trace, again.Reason, again.Cause);
        return new SimulationException(
            trace,
            $"{failure.Reason}\nAnd a second run of the same seed took another way, so something besides the seed has a part in it: " +
            "state that the scenario does not make anew in each call, other threads, real time, hash codes, or random numbers.",
            failure.Cause);
    }
}
