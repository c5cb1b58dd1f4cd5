using System.Text;

namespace Actors.TestKit;

/// <summary>Says what every worker of a system waits for.</summary>
internal static class SystemReport
{
    /// <summary>Workers that are named.</summary>
    private const int Most = 50;

    public static void Append(StringBuilder text, WorkerSystem system)
    {
        var workers = system.Status();
        text.AppendLine().Append("The workers:");
        foreach (var status in workers.Take(Most))
        {
            // How long it has waited is real time, which says nothing here.
            text.AppendLine().Append("  ").Append(status with { Waited = null });
        }

        if (workers.Count > Most) text.AppendLine().Append(FormattableString.Invariant($"  … and {workers.Count - Most} more"));
    }
}
