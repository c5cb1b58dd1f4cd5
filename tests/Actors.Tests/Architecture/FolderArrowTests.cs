using System.Runtime.CompilerServices;

namespace Actors.Tests.Architecture;

/// <summary>Inside src/Actors, an arrow between folders points only down.</summary>
public sealed class FolderArrowTests
{
    /// <summary>The floors from the top; the root's name is empty.</summary>
    private static readonly string[] Floors =
        ["Hosting", FolderArrows.AkkaNet, "Transports", "Loops", "Jobs", "Tasks", "Scopes", "Pausing", "", "Supervision", "Flow", "Events", "Timers", "Engines", "Diagnostics"];

    [Fact]
    public void Actors_Folders_AreTheFloorsOfTheDesign()
    {
        var unknown = Sources().Keys.Select(FolderArrows.FolderOf).Except(Floors).ToArray();

        Assert.True(
            unknown.Length == 0,
            $"No floor is named for src/Actors/{string.Join(", ", unknown)}: say in {nameof(FolderArrowTests)}.{nameof(Floors)} where it stands.");
    }

    [Fact]
    public void Actors_ArrowsBetweenFolders_PointDown()
    {
        var arrows = FolderArrows.Find(Sources());

        // The compiler understood the sources: the arrows that there must be are found.
        Assert.Contains(arrows, static arrow => arrow is { From: "", To: "Flow", Name: "WorkerFlow" });
        Assert.Contains(arrows, static arrow => arrow is { From: "Flow", To: "Engines", Name: "IMailbox" });
        Assert.Contains(arrows, static arrow => arrow is { From: "Events", To: "Engines", Name: "MailboxItem" });

        // What is declared in parts is known on the lowest of their floors; an upper part's members are named for themselves.
        // The choice of an engine names both of them, and nothing else does.
        var upward = arrows.Where(static arrow => arrow is not { File: "EngineChoice.cs", To: FolderArrows.AkkaNet }).GroupBy(static arrow => (arrow.File, arrow.Line, arrow.Name))
            .Where(static parts => parts.All(IsUpward))
            .Select(static parts => parts.First().ToString())
            .ToArray();
        Assert.True(
            upward.Length == 0,
            $"These arrows point up; what two floors need lives on the lower one:\n{string.Join('\n', upward)}");
    }

    [Fact]
    public void Find_ALowerFileNamesAnUpperType_FindsAnUpwardArrow()
    {
        var arrows = FolderArrows.Find(new Dictionary<string, string>
        {
            ["Flow/Upper.cs"] = "namespace A.Flow; class Upper { public static Upper Make() => new(); public int Number => 1; }",
            ["Engines/Lower.cs"] =
                """
                namespace A.Engines;

                // Upper in a comment, and Upper as the name of something else, are none.
                class Lower
                {
                    int Upper => 1;
                    int Twice => 2 * Upper;
                    int Hidden(int number) => number;
                    object Named() => new A.Flow.Upper();
                }
                """,
        });

        var arrow = Assert.Single(arrows, static arrow => arrow.Name == "Upper");
        Assert.Equal(("Engines", "Flow", "Engines/Lower.cs", 9), (arrow.From, arrow.To, arrow.File, arrow.Line));
        Assert.True(IsUpward(arrow));
    }

    private static bool IsUpward(FolderArrows.Arrow arrow) => Array.IndexOf(Floors, arrow.From) > Array.IndexOf(Floors, arrow.To);

    private static Dictionary<string, string> Sources([CallerFilePath] string here = "")
    {
        var root = Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Actors"));
        return Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(static path => FolderArrows.FolderOf(path) is not ("obj" or "bin"))
            .ToDictionary(static path => path, path => File.ReadAllText(Path.Combine(root, path)));
    }
}
