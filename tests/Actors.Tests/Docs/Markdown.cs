using System.Text.RegularExpressions;

namespace Actors.Tests.Docs;

/// <summary>What the tests read from a Markdown page.</summary>
internal static partial class Markdown
{
    /// <summary>The page with spaces in place of its code, so that places stay where they are.</summary>
    public static string WithoutCode(string markdown) =>
        Code().Replace(markdown, static code => NotALineBreak().Replace(code.Value, " "));

    /// <summary>The anchors of a page's headings, as GitHub makes them.</summary>
    public static IReadOnlySet<string> Anchors(string markdown) =>
        Heading().Matches(FencedCode().Replace(markdown, "")).Select(static heading => AnchorOf(heading.Groups["text"].Value)).ToHashSet();

    /// <summary>The targets of the links on a page, and where they stand.</summary>
    public static IEnumerable<(string Target, int At)> Links(string markdown) =>
        Link().Matches(WithoutCode(markdown)).Select(static link => (link.Groups["target"].Value, link.Index));

    public static int LineOf(string text, int at) => text.AsSpan(0, at).Count('\n') + 1;

    private static string AnchorOf(string heading)
    {
        var text = LinkInHeading().Replace(heading, "${text}").Trim().ToLowerInvariant();
        return new string([.. text.Where(static c => char.IsLetterOrDigit(c) || c is ' ' or '-' or '_')]).Replace(' ', '-');
    }

    [GeneratedRegex(@"^ *```.*?^ *```|`[^`\n]+`", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex Code();

    [GeneratedRegex(@"^ *```.*?^ *```", RegexOptions.Multiline | RegexOptions.Singleline)]
    private static partial Regex FencedCode();

    [GeneratedRegex(@"[^\n]")]
    private static partial Regex NotALineBreak();

    [GeneratedRegex(@"^#{1,6} (?<text>[^\n]+)", RegexOptions.Multiline)]
    private static partial Regex Heading();

    [GeneratedRegex(@"\[(?<text>[^\]]*)\]\([^)]*\)")]
    private static partial Regex LinkInHeading();

    [GeneratedRegex(@"\[[^\]\[]*\]\((?<target>[^)\s]+)\)")]
    private static partial Regex Link();
}
