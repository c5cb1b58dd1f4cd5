using System.Diagnostics;
using System.Reflection;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;

namespace Actors.Tests.Docs;

/// <summary>Compiles a program from the documentation, and runs it in a process of its own.</summary>
internal static class SnippetProgram
{
    private const string ImplicitUsings =
        """
        global using System;
        global using System.Collections.Generic;
        global using System.IO;
        global using System.Linq;
        global using System.Threading;
        global using System.Threading.Tasks;
        """;

    public static async Task<string> Run(string code)
    {
        var folder = Directory.CreateTempSubdirectory("snippet");
        try
        {
            var program = Compile(code, folder.FullName);
            using var process = Process.Start(new ProcessStartInfo("dotnet", ["exec", "--runtimeconfig", RuntimeConfig, program])
            {
                RedirectStandardOutput = true,
                RedirectStandardError = true,
            })!;
            var output = process.StandardOutput.ReadToEndAsync();
            var errors = process.StandardError.ReadToEndAsync();
            await process.WaitForExitAsync();

            Assert.Equal("", await errors);
            Assert.Equal(0, process.ExitCode);
            return await output;
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string RuntimeConfig => Path.ChangeExtension(typeof(SnippetProgram).Assembly.Location, ".runtimeconfig.json");

    private static string Compile(string code, string folder)
    {
        var platform = ((string)AppContext.GetData("TRUSTED_PLATFORM_ASSEMBLIES")!).Split(Path.PathSeparator);
        var compilation = CSharpCompilation.Create(
            "Snippet",
            [CSharpSyntaxTree.ParseText(ImplicitUsings), CSharpSyntaxTree.ParseText(code)],
            platform.Select(path => MetadataReference.CreateFromFile(path)),
            new CSharpCompilationOptions(OutputKind.ConsoleApplication, nullableContextOptions: NullableContextOptions.Enable));

        var path = Path.Combine(folder, "Snippet.dll");
        var result = compilation.Emit(path);
        var errors = result.Diagnostics.Where(diagnostic => diagnostic.Severity >= DiagnosticSeverity.Warning);
        Assert.True(result.Success && !errors.Any(), string.Join(Environment.NewLine, errors));

        foreach (var library in Directory.EnumerateFiles(Path.GetDirectoryName(Assembly.GetExecutingAssembly().Location)!, "*.dll"))
        {
            File.CreateSymbolicLink(Path.Combine(folder, Path.GetFileName(library)), library);
        }

        return path;
    }
}
