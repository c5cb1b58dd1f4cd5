using System.Runtime.CompilerServices;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;

namespace Actors.Tests.Architecture;

/// <summary>Akka.NET is known to its engine and to hosting, and to nothing else of the library.</summary>
public sealed class AkkaPlaceTests
{
    private static readonly string[] Places = ["Engines/AkkaNet/", "Hosting/"];

    [Fact]
    public void Sources_OutsideTheEngineAndHosting_DoNotNameAkka()
    {
        var root = Root();
        var files = Directory.EnumerateFiles(root, "*.cs", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(static path => !path.StartsWith("obj/", StringComparison.Ordinal) && !path.StartsWith("bin/", StringComparison.Ordinal))
            .ToArray();
        Assert.Contains(files, file => IsPlace(file) && NamesAkka(File.ReadAllText(Path.Combine(root, file))));

        var wrong = files.Where(file => !IsPlace(file) && NamesAkka(File.ReadAllText(Path.Combine(root, file)))).ToArray();

        Assert.True(wrong.Length == 0, $"These name Akka, which belongs to {string.Join(" and ", Places)}: {string.Join(", ", wrong)}");
    }

    [Theory]
    [InlineData("using Akka.Actor;", true)]
    [InlineData("class A { Akka.Actor.IActorRef? B; }", true)]
    [InlineData("class A { global::Akka.Actor.IActorRef? B; }", true)]
    [InlineData("// using Akka.Actor;", false)]
    [InlineData("class A { WorkerEngine B => WorkerEngine.AkkaNet; }", false)]
    public void NamesAkka_OfSource_SeesNamesAlone(string source, bool expected) => Assert.Equal(expected, NamesAkka(source));

    private static bool IsPlace(string file) => Places.Any(place => file.StartsWith(place, StringComparison.Ordinal));

    private static bool NamesAkka(string source) =>
        CSharpSyntaxTree.ParseText(source).GetRoot().DescendantNodes().OfType<IdentifierNameSyntax>().Any(static name => name.Identifier.ValueText == "Akka");

    private static string Root([CallerFilePath] string here = "") =>
        Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../../src/Actors"));
}
