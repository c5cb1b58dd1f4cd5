using System.Runtime.CompilerServices;
using System.Text;
using Actors.TestKit;

namespace Actors.Tests.Api;

/// <summary>The public API is a file in the tree: its diff is the API review.</summary>
public sealed class PublicApiTests
{
    private const string Accept = "ACTORS_ACCEPT_API";

    [Theory]
    [InlineData(typeof(Worker), "PublicApi.txt")]
    [InlineData(typeof(VirtualTime), "PublicApi.TestKit.txt")]
    public void Assembly_PublicApi_IsTheReviewedOne(Type type, string name)
    {
        var file = Path.Combine(Here(), name);
        var actual = PublicApi.Render(type.Assembly);
        if (Environment.GetEnvironmentVariable(Accept) == "1") File.WriteAllText(file, actual);

        var reviewed = File.Exists(file) ? File.ReadAllText(file).ReplaceLineEndings("\n") : "";
        Assert.True(
            reviewed == actual,
            $"The public API is not what {file} says:\n\n{Diff(reviewed, actual)}\n" +
            $"If this is meant, run the test with {Accept}=1, which rewrites the file, and commit it.");
    }

    [Theory]
    [InlineData("a\nb\nc\n", "a\nc\n", "- b")]
    [InlineData("a\nc\n", "a\nb\nc\n", "+ b")]
    [InlineData("a\nb\n", "a\nB\n", "- b|+ B")]
    [InlineData("x\n    m\ny\n    n\n", "x\n    m\ny\n", "  y|-     n")]
    public void Diff_OfTwoTexts_ShowsWhatCameAndWhatWent(string before, string after, string expected)
    {
        Assert.Equal(expected.Split('|'), Diff(before, after).Split('\n', StringSplitOptions.RemoveEmptyEntries));
    }

    /// <summary>Lines gone and come, each change under the type it belongs to.</summary>
    private static string Diff(string before, string after)
    {
        var (old, now) = (before.Split('\n'), after.Split('\n'));

        // How long the longest common rest of both is, from each pair of lines on.
        var common = new int[old.Length + 1, now.Length + 1];
        for (var i = old.Length - 1; i >= 0; i--)
        {
            for (var j = now.Length - 1; j >= 0; j--)
            {
                common[i, j] = old[i] == now[j] ? common[i + 1, j + 1] + 1 : Math.Max(common[i + 1, j], common[i, j + 1]);
            }
        }

        var diff = new StringBuilder();
        string? header = null;
        var (o, n) = (0, 0);
        while (o < old.Length || n < now.Length)
        {
            if (o < old.Length && n < now.Length && old[o] == now[n])
            {
                if (IsHeader(old[o])) header = old[o];
                (o, n) = (o + 1, n + 1);
                continue;
            }

            var isGone = n == now.Length || (o < old.Length && common[o + 1, n] >= common[o, n + 1]);
            var line = isGone ? old[o++] : now[n++];
            if (header is not null && !IsHeader(line)) diff.Append("  ").Append(header).Append('\n');
            header = null;
            diff.Append(isGone ? "- " : "+ ").Append(line).Append('\n');
        }

        return diff.ToString();
    }

    private static bool IsHeader(string line) => line.Length > 0 && line[0] != ' ';

    private static string Here([CallerFilePath] string file = "") => Path.GetDirectoryName(file)!;
}
