using System.Text.RegularExpressions;

namespace Actors.Tests.Docs;

/// <summary>Each decision is a page with a number, a title, a date and a reason, and the index names them all.</summary>
public sealed partial class DecisionsTests
{
    private const string Folder = "docs/decisions";

    private static IReadOnlyList<string> Pages =>
        [.. Repository.Files([".md"], Folder).Where(static page => page != $"{Folder}/README.md").Order(StringComparer.Ordinal)];

    [Fact]
    public void Pages_OfTheDecisions_AreNumberedInARowAndHaveTheirForm()
    {
        Assert.NotEmpty(Pages);
        for (var i = 0; i < Pages.Count; i++)
        {
            Assert.StartsWith($"{Folder}/{i + 1:0000}-", Pages[i], StringComparison.Ordinal);
            var page = Form().Match(Repository.Read(Pages[i]));
            Assert.True(page.Success, $"{Pages[i]} is not '# 0001. Title', 'Date: 2026-01-31', '## Why' and a text.");
            Assert.Equal($"{i + 1:0000}", page.Groups["number"].Value);
        }
    }

    [Fact]
    public void Index_OfTheDecisions_NamesEachWithItsTitle()
    {
        var expected = Pages.Select(static page => $"[{Form().Match(Repository.Read(page)).Groups["title"].Value}]({Path.GetFileName(page)})");

        var index = Repository.Read($"{Folder}/README.md");

        Assert.Equal(expected.Order(StringComparer.Ordinal), IndexLine().Matches(index).Select(static line => line.Groups["link"].Value).Order(StringComparer.Ordinal));
    }

    [GeneratedRegex(@"\A# (?<title>(?<number>\d{4})\. \S[^\n]*)\n\n(Replaced by [^\n]+\n\n)?Date: \d{4}-\d\d-\d\d\n\n## Why\n\n\S")]
    private static partial Regex Form();

    [GeneratedRegex(@"^- (?<link>\[[^\n]*\]\([^)\n]+\))", RegexOptions.Multiline)]
    private static partial Regex IndexLine();
}
