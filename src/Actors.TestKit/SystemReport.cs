using System.Text;

namespace Actors.TestKit;

/// <summary>Says what every worker of a system waits for.</summary>
internal static class SystemReport
{
    /// <summary>Workers that are named.</summary>
    private const int Most = 50;

    public static void Append(StringBuilder text, WorkerSystem system)
    {
        // How long it has waited is real time, which says nothing here.
        var workers = system.Status().Select(static status => status with { Waited = null }).ToArray();
        text.AppendLine().Append("The workers:").Append(WorkerStatus.Lines(workers, Most));
    }
}
