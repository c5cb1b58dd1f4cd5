using System.Globalization;
using System.Text;
using System.Text.RegularExpressions;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Docs;

/// <summary>Finds the clauses of the specification that source files and pages cite.</summary>
/// <remarks>A citation is <c>spec</c> or <c>transports</c> with a clause or a list of clauses behind it, or a list of clauses alone in
/// parentheses. A trait of a test is one too. The compiler says which text is a comment and which is an attribute.</remarks>
internal static partial class Citations
{
    private static readonly CSharpParseOptions Parsing = new(LanguageVersion.Preview, DocumentationMode.None, preprocessorSymbols: ["AKKA"]);

    public static IReadOnlyList<Citation> InSource(string file, string source)
    {
        var root = CSharpSyntaxTree.ParseText(source, Parsing).GetCompilationUnitRoot();
        return [.. InTraits(file, root), .. InComments(file, root)];
    }

    public static IReadOnlyList<Citation> InMarkdown(string file, string markdown)
    {
        var text = Markdown.WithoutCode(markdown);
        return [.. InText(text).Select(found => new Citation(found.Clause, file, Markdown.LineOf(text, found.At), IsTrait: false))];
    }

    private static IEnumerable<Citation> InTraits(string file, CompilationUnitSyntax root) =>
        from attribute in root.DescendantNodes().OfType<AttributeSyntax>()
        where attribute.Name.ToString() is "Trait" or "Xunit.Trait" or "TraitAttribute"
        let arguments = attribute.ArgumentList?.Arguments
        where arguments?.Count == 2
        let values = arguments.Value.Select(static argument => argument.Expression is LiteralExpressionSyntax { Token.Value: string text } ? text : "").ToArray()
        where values[0] is "Spec" or "Transports"
        select new Citation(values[0] == "Spec" ? values[1] : $"Transports {values[1]}", file, LineOf(attribute.GetLocation()), IsTrait: true);

    /// <summary>Comments are read as one text, since a citation may go on in the next line.</summary>
    private static IEnumerable<Citation> InComments(string file, CompilationUnitSyntax root)
    {
        var text = new StringBuilder();
        var lines = new List<(int At, int Line)>();
        foreach (var comment in root.DescendantTrivia().Where(IsComment))
        {
            var line = LineOf(comment.GetLocation());
            foreach (var part in comment.ToFullString().Split('\n'))
            {
                lines.Add((text.Length, line++));
                text.Append(CommentStart().Replace(part, "").TrimEnd()).Append('\n');
            }
        }

        foreach (var (clause, at) in InText(text.ToString()))
        {
            yield return new Citation(clause, file, lines.FindLast(line => line.At <= at).Line, IsTrait: false);
        }
    }

    private static bool IsComment(SyntaxTrivia trivia) => trivia.Kind()
        is SyntaxKind.SingleLineCommentTrivia or SyntaxKind.MultiLineCommentTrivia
        or SyntaxKind.SingleLineDocumentationCommentTrivia or SyntaxKind.MultiLineDocumentationCommentTrivia;

    private static int LineOf(Location location) => location.GetLineSpan().StartLinePosition.Line + 1;

    private static IEnumerable<(string Clause, int At)> InText(string text)
    {
        foreach (Match list in SpecList().Matches(text))
        {
            foreach (var found in InList(list, "")) yield return found;
        }

        foreach (Match list in TransportsList().Matches(text))
        {
            foreach (var found in InList(list, "Transports ")) yield return found;
        }
    }

    /// <summary>The clauses of a list; <c>F1 to F4</c> stands for all four.</summary>
    private static IEnumerable<(string Clause, int At)> InList(Match list, string kind)
    {
        var (last, lastNumber) = ("", 0);
        foreach (Match item in Item().Matches(list.Groups["list"].Value))
        {
            var letter = item.Groups["letter"].Value;
            _ = int.TryParse(item.Groups["number"].Value, CultureInfo.InvariantCulture, out var number);
            if (item.Groups["to"].Success && letter == last)
            {
                for (var between = lastNumber + 1; between < number; between++) yield return ($"{kind}{letter}{between}", list.Index);
            }

            yield return ($"{kind}{letter}{item.Groups["number"].Value}", list.Groups["list"].Index + item.Index);
            (last, lastNumber) = (letter, number);
        }
    }

    [GeneratedRegex(@"^\s*(///?|/\*+|\*(?!/))\s?")]
    private static partial Regex CommentStart();

    /// <summary><c>spec L4, L8</c>, <c>Spec F1 to F4</c>, <c>spec W, A2</c>; or <c>(L7)</c>.</summary>
    [GeneratedRegex(@"(\b[Ss]pec\s+(?<list>[A-Z]\d*\b((,|,?\s+(and|or|to))\s+[A-Z]\d*\b)*))|(\((?<list>[A-Z][1-9]\d?((,|,?\s+(and|or|to))\s+[A-Z][1-9]\d?)*)\))")]
    private static partial Regex SpecList();

    /// <summary><c>transports 1, 3 and 5</c>, <c>Transports 19 to 23</c>.</summary>
    [GeneratedRegex(@"\b[Tt]ransports\s+(?<list>\d+\b((,|,?\s+(and|or|to))\s+\d+\b)*)")]
    private static partial Regex TransportsList();

    [GeneratedRegex(@"(?<to>\bto\s+)?\b((?<letter>[A-Z])(?<number>\d*)|(?<number>\d+))\b")]
    private static partial Regex Item();
}
