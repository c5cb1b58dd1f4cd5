using System.Globalization;

namespace Actors.Tests.Transports.Subprocess;

/// <summary>A child of this process, as the system sees it.</summary>
internal sealed record Child(int Id, char State, string CommandLine)
{
    /// <summary>Those there are at this moment, zombies included.</summary>
    public static IReadOnlyList<Child> All()
    {
        var children = new List<Child>();
        foreach (var folder in Directory.EnumerateDirectories("/proc"))
        {
            if (!int.TryParse(Path.GetFileName(folder), CultureInfo.InvariantCulture, out var id)) continue;
            try
            {
                // Number (name) state parent …
                var stat = File.ReadAllText(Path.Combine(folder, "stat"));
                var rest = stat[(stat.LastIndexOf(')') + 2)..].Split(' ');
                if (int.Parse(rest[1], CultureInfo.InvariantCulture) != Environment.ProcessId) continue;
                children.Add(new Child(id, rest[0][0], File.ReadAllText(Path.Combine(folder, "cmdline")).Replace('\0', ' ')));
            }
            catch (IOException)
            {
                // It has ended meanwhile.
            }
        }

        return children;
    }
}
