using System.Text;

namespace Actors;

/// <summary>Paths of workers, which are made when somebody asks.</summary>
internal static class WorkerPath
{
    /// <summary>Levels shown at each end of a long path.</summary>
    private const int Shown = 16;

    public static string Of(Worker worker)
    {
        if (worker.Parent is null) return "/" + worker.Name;

        var names = new List<string>();
        for (var at = worker; at is not null; at = at.Parent) names.Add(at.Name);
        names.Reverse();

        var path = new StringBuilder();
        for (var i = 0; i < names.Count; i++)
        {
            if (i == Shown && names.Count > 2 * Shown)
            {
                var left = names.Count - (2 * Shown);
                path.Append(CultureInvariant($"/…{left} more…"));
                i += left;
            }

            path.Append('/').Append(names[i]);
        }

        return path.ToString();
    }

    private static string CultureInvariant(FormattableString text) => FormattableString.Invariant(text);
}
