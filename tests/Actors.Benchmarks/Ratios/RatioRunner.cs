using System.Globalization;
using Actors.Benchmarks.Subjects;

namespace Actors.Benchmarks.Ratios;

/// <summary>Measures a row: ours and the peer by turns, in one process, so that both meet the same weather.</summary>
internal sealed class RatioRunner(TextWriter progress)
{
    /// <summary>Pairs that bring the code to its last tier, and count for nothing.</summary>
    private const int WarmUps = 3;

    /// <summary>Pairs whose median is the ratio; odd, so that the median is one of them.</summary>
    private const int Pairs = 7;

    public async Task<RatioResult> MeasureAsync(RatioRow row)
    {
        var ratios = new double[Pairs];
        for (var i = -WarmUps; i < Pairs; i++)
        {
            var (ours, peer) = await MeasurePairAsync(row, oursFirst: i % 2 == 0);
            await progress.WriteLineAsync(Line(row, i, ours, peer));
            if (i >= 0) ratios[i] = peer / ours;
        }

        Array.Sort(ratios);
        return new RatioResult(row, ratios[Pairs / 2]);
    }

    // Whoever comes second inherits the heap and the threads of the first: they take turns at that too.
    private static async Task<(double Ours, double Peer)> MeasurePairAsync(RatioRow row, bool oursFirst)
    {
        var first = await MeasureCleanlyAsync(oursFirst ? row.Ours : row.Peer);
        var second = await MeasureCleanlyAsync(oursFirst ? row.Peer : row.Ours);
        return oursFirst ? (first, second) : (second, first);
    }

    // The garbage of one side must not be collected at the expense of the other.
    private static Task<double> MeasureCleanlyAsync(Subject subject)
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return subject.MeasureAsync();
    }

    private static string Line(RatioRow row, int pair, double ours, double peer)
    {
        var which = pair < 0 ? "warm-up" : string.Create(CultureInfo.InvariantCulture, $"pair {pair + 1}/{Pairs}");
        return string.Create(
            CultureInfo.InvariantCulture,
            $"{row.Name} {which}: ours {ours:0.0} {row.Ours.Unit}, peer {peer:0.0} {row.Peer.Unit}, ratio {peer / ours:0.000}");
    }
}
