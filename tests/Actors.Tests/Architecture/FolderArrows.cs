using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>Finds where a file names what a file of another folder declares.</summary>
/// <remarks>The compiler says what a name means, so that a property called as a type of an upper floor is no arrow. Names in comments
/// are none either.</remarks>
internal static class FolderArrows
{
    // What the project's ImplicitUsings give each file.
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    /// <summary>One arrow: this line of this file names that, of that folder.</summary>
    internal sealed record Arrow(string From, string To, string File, int Line, string Name)
    {
        public override string ToString() => $"{File}:{Line} names {Name}, which is declared in {To}";
    }

    /// <param name="sources">Paths below the project's folder, with <c>/</c>, and what stands in the files.</param>
    public static IReadOnlyList<Arrow> Find(IReadOnlyDictionary<string, string> sources)
    {
        var options = new CSharpParseOptions(LanguageVersion.Preview, DocumentationMode.None);
        var trees = sources.Select(source => CSharpSyntaxTree.ParseText(source.Value, options, source.Key)).ToArray();
        var assemblies = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!)
            .Split(Path.PathSeparator)
            .Where(static path => Path.GetFileName(path) is { } name && !name.StartsWith("Actors", StringComparison.Ordinal))
            .Select(static path => MetadataReference.CreateFromFile(path));
        var compilation = CSharpCompilation.Create("arrows", [.. trees, CSharpSyntaxTree.ParseText(ImplicitUsings, options)], assemblies);
        return [.. trees.SelectMany(tree => ArrowsOf(compilation.GetSemanticModel(tree))).Distinct()];
    }

    /// <summary>The engine on Akka.NET: a room of its own, since it stands on the whole library.</summary>
    public const string AkkaNet = "Engines/AkkaNet";

    /// <summary>The room a file stands in; the root's name is empty.</summary>
    public static string FolderOf(string file) =>
        file.StartsWith(AkkaNet + "/", StringComparison.Ordinal) ? AkkaNet
        : file.Contains('/', StringComparison.Ordinal) ? file[..file.IndexOf('/', StringComparison.Ordinal)] : "";

    private static IEnumerable<Arrow> ArrowsOf(SemanticModel model)
    {
        var file = model.SyntaxTree.FilePath;
        foreach (var node in model.SyntaxTree.GetRoot().DescendantNodes())
        {
            if (node is not (SimpleNameSyntax or ImplicitObjectCreationExpressionSyntax)) continue;
            var info = model.GetSymbolInfo(node);
            if ((info.Symbol ?? info.CandidateSymbols.FirstOrDefault()) is not { } symbol || symbol is INamespaceSymbol) continue;

            // What is declared in parts stands on each of their floors.
            var folders = symbol.OriginalDefinition.DeclaringSyntaxReferences.Select(static part => FolderOf(part.SyntaxTree.FilePath)).ToHashSet();
            if (folders.Count == 0 || folders.Contains(FolderOf(file))) continue;
            var line = node.GetLocation().GetLineSpan().StartLinePosition.Line + 1;
            foreach (var folder in folders) yield return new Arrow(FolderOf(file), folder, file, line, symbol.Name);
        }
    }
}
