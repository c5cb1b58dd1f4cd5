using System.Globalization;
using System.Text;

namespace Actors.TestKit;

/// <summary>What one seed did: the order of its pieces.</summary>
public sealed class SimulationTrace
{
    internal SimulationTrace(long seed, PieceLog log, TimeSpan elapsed)
    {
        Seed = seed;
        Hash = log.Hash;
        Pieces = log.Pieces;
        Events = log.Events;
        Elapsed = elapsed;
        Lines = log.Lines;
    }

    /// <summary>The seed.</summary>
    public long Seed { get; }

    /// <summary>Two runs with the same hash made the same choices, and their workers took the same items in the same order.</summary>
    public ulong Hash { get; }

    /// <summary>How many pieces there were: turns of workers, and timers.</summary>
    public int Pieces { get; }

    /// <summary>How many events were taken from mailboxes.</summary>
    public int Events { get; }

    /// <summary>How far the clock went.</summary>
    public TimeSpan Elapsed { get; }

    /// <summary>One line a thing that happened: the piece's number, the time where it changed, the worker, and what it did. What came in
    /// the middle of another piece is set in.</summary>
    /// <value>Empty for seeds that <see cref="Simulation.Explore"/> found well.</value>
    public IReadOnlyList<string> Lines { get; }

    /// <summary>The lines, under one that sums up.</summary>
    public override string ToString()
    {
        var text = new StringBuilder();
        text.Append(CultureInfo.InvariantCulture, $"Seed {Seed}: {Pieces} pieces, {Events} events, {Elapsed:c}, hash {Hash:x16}");
        foreach (var line in Lines) text.Append('\n').Append(line);
        return text.ToString();
    }
}
