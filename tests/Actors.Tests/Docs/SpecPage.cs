using System.Text.RegularExpressions;

namespace Actors.Tests.Docs;

/// <summary>The clauses of docs/spec.md, by their headings.</summary>
internal sealed partial class SpecPage
{
    public const string File = "docs/spec.md";

    public SpecPage(string markdown)
    {
        var text = Markdown.WithoutCode(markdown);
        Clauses = [.. ClauseHeading().Matches(text).Select(static heading => heading.Groups["name"].Value)];
        Sections = SectionHeading().Matches(text).Select(static heading => heading.Groups["letter"].Value).ToHashSet();
        Empty = [.. EmptyClause().Matches(text).Select(static heading => heading.Groups["name"].Value)];
    }

    /// <summary>Such as <c>E3</c> and <c>Transports 16</c>, in the order of the page.</summary>
    public IReadOnlyList<string> Clauses { get; }

    /// <summary>The letters of the sections, which may be cited as a whole.</summary>
    public IReadOnlySet<string> Sections { get; }

    /// <summary>Clauses that have a heading and no text.</summary>
    public IReadOnlyList<string> Empty { get; }

    [GeneratedRegex(@"^### (?<name>[A-Z]\d+|Transports \d+)[ \t]*$", RegexOptions.Multiline)]
    private static partial Regex ClauseHeading();

    [GeneratedRegex(@"^## (?<letter>[A-Z])\. ", RegexOptions.Multiline)]
    private static partial Regex SectionHeading();

    [GeneratedRegex(@"^### (?<name>[A-Z]\d+|Transports \d+)\s*(?=^#|\z)", RegexOptions.Multiline)]
    private static partial Regex EmptyClause();
}
