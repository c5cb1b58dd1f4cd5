using System.Runtime.CompilerServices;

namespace Actors.Tests.Docs;

/// <summary>The files of the repository that this test project was compiled from.</summary>
internal static class Repository
{
    private static readonly string[] GeneratedFolders = ["bin", "obj", "artifacts", "TestResults", "BenchmarkDotNet.Artifacts"];

    private static readonly EnumerationOptions Links = new() { AttributesToSkip = FileAttributes.ReparsePoint };

    public static string Root { get; } = FindRoot();

    public static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    /// <summary>The paths of files below the root, with <c>/</c>, without what a build makes.</summary>
    /// <param name="extensions">What their names end in, such as <c>.cs</c>.</param>
    /// <param name="folders">Where they are, at any depth; an empty name for the root alone.</param>
    public static IReadOnlyList<string> Files(string[] extensions, params string[] folders)
    {
        var found = new List<string>();
        foreach (var folder in folders) Add(Path.Combine(Root, folder), deep: folder.Length > 0);
        return found;

        void Add(string folder, bool deep)
        {
            if (!Directory.Exists(folder)) return;
            foreach (var file in Directory.EnumerateFiles(folder, "*", Links))
            {
                if (extensions.Contains(Path.GetExtension(file))) found.Add(Path.GetRelativePath(Root, file).Replace('\\', '/'));
            }

            if (!deep) return;
            foreach (var inner in Directory.EnumerateDirectories(folder, "*", Links))
            {
                if (!GeneratedFolders.Contains(Path.GetFileName(inner))) Add(inner, deep: true);
            }
        }
    }

    private static string FindRoot([CallerFilePath] string here = "") => Path.GetFullPath(Path.Combine(Path.GetDirectoryName(here)!, "../../.."));
}
