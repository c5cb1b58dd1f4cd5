namespace Actors.Tests.Docs;

/// <summary>A link between the repository's pages leads to a file, and to a heading of it where it names one.</summary>
public sealed class LinkTests
{
    [Fact]
    public void Links_BetweenPages_LeadSomewhere()
    {
        var broken = new List<string>();
        foreach (var page in Repository.Files([".md"], "", "src", "tests", "samples", "docs"))
        {
            var text = Repository.Read(page);
            foreach (var (target, at) in Markdown.Links(text))
            {
                if (!target.Contains(':', StringComparison.Ordinal) && !Leads(page, target)) broken.Add($"{page}:{Markdown.LineOf(text, at)} {target}");
            }
        }

        Assert.True(broken.Count == 0, $"These links lead nowhere:{Environment.NewLine}{string.Join(Environment.NewLine, broken)}");
    }

    [Theory]
    [InlineData("docs/spec.md", "#e3", true)]
    [InlineData("README.md", "docs/spec.md#transports-16", true)]
    [InlineData("docs/spec.md", "../src/Actors/README.md", true)]
    [InlineData("docs/spec.md", "../src", true)]
    [InlineData("docs/spec.md", "#z1", false)]
    [InlineData("docs/spec.md", "nothing.md", false)]
    public void Leads_Target_IsWhetherItIsThere(string page, string target, bool isThere) => Assert.Equal(isThere, Leads(page, target));

    private static bool Leads(string page, string target)
    {
        var parts = target.Split('#', 2);
        var file = parts[0].Length == 0 ? page : Path.Combine(Path.GetDirectoryName(page)!, parts[0]);
        var path = Path.GetFullPath(Path.Combine(Repository.Root, file));
        if (parts.Length == 1) return Path.Exists(path);
        return File.Exists(path) && Markdown.Anchors(File.ReadAllText(path)).Contains(parts[1]);
    }
}
