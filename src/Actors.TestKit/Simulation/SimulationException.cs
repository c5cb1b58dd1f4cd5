namespace Actors.TestKit;

/// <summary>A seed fails the scenario.</summary>
/// <remarks>The message has the seed, the error and the order of pieces; the cause is the <see cref="Exception.InnerException"/>.</remarks>
public sealed class SimulationException : Exception
{
    internal SimulationException(SimulationTrace trace, string what, Exception? cause)
        : base(Describe(trace, what), cause)
    {
        Trace = trace;
        Reason = what;
    }

    /// <summary>What was run, up to the failure.</summary>
    public SimulationTrace Trace { get; }

    /// <summary>The seed, for <see cref="Simulation.Replay"/>.</summary>
    public long Seed => Trace.Seed;

    /// <summary>What failed, without the order of pieces.</summary>
    public string Reason { get; }

    private static string Describe(SimulationTrace trace, string what)
    {
        const int most = 400;
        var lines = trace.Lines;
        var left = lines.Count - most;
        var shown = left <= 0 ? lines : [.. lines.Take(most / 2), $"        … {left} more …", .. lines.Skip(lines.Count - (most / 2))];
        var header = $"Seed {trace.Seed} fails: {what}\nSimulation.Replay({trace.Seed}, …) runs it alone. The order of pieces:\n";
        return header + string.Join('\n', shown);
    }
}
