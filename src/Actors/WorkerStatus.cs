using System.Globalization;
using System.Text;

namespace Actors;

/// <summary>What one worker is doing, as seen at one moment.</summary>
/// <param name="Path">Where it stands in the tree.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="IsDaemon">Whether nobody waits for its end.</param>
/// <param name="MailboxDepth">How many items are queued.</param>
/// <param name="WaitsFor">What its innermost code waits for.</param>
/// <param name="Waited">For how long, in real time, to within about a second; null when it is not at a wait point.</param>
public sealed record WorkerStatus(string Path, WorkerState State, bool IsDaemon, int MailboxDepth, string WaitsFor, TimeSpan? Waited)
{
    internal bool IsRunning => State is >= WorkerState.Running and <= WorkerState.Stopping;

    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path} ({State}, {MailboxDepth} queued) waits for {WaitsFor}{(Waited is { } waited ? $", since {waited.TotalSeconds:0.0} s" : "")}";

    /// <summary>Of these workers and all below them, parents before children.</summary>
    internal static List<WorkerStatus> OfTrees(IEnumerable<Worker> roots) => [.. Worker.OfTrees(roots).Select(static worker => worker.Status)];

    /// <summary>A line for each, behind a line break; how many there are beyond the most that are named.</summary>
    internal static string Lines(IReadOnlyCollection<WorkerStatus> statuses, int most = 20)
    {
        var lines = new StringBuilder();
        foreach (var status in statuses.Take(most)) lines.AppendLine().Append("  ").Append(status);
        if (statuses.Count > most) lines.AppendLine().Append(CultureInfo.InvariantCulture, $"  … and {statuses.Count - most} more");
        return lines.ToString();
    }
}
