using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Actors.Tests.Docs;

/// <summary>Every program in the README is compiled and run, and prints what the README says.</summary>
public sealed partial class ReadmeTests
{
    public static TheoryData<int> Programs
    {
        get
        {
            var programs = new TheoryData<int>();
            for (var i = 0; i < ProgramBlock().Count(Readme()); i++) programs.Add(i);
            return programs;
        }
    }

    [Fact]
    public void Readme_HasPrograms() => Assert.NotEmpty(Programs);

    [Theory]
    [MemberData(nameof(Programs))]
    public async Task Program_WhenRun_PrintsWhatTheReadmeSays(int index)
    {
        var block = ProgramBlock().Matches(Readme())[index];
        var output = block.Groups["output"];
        Assert.True(output.Success, "The program has no ```text block after it that says what it prints.");

        var printed = await SnippetProgram.Run(block.Groups["code"].Value);

        Assert.Equal(output.Value.Trim(), printed.Trim());
    }

    private static string Readme([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../README.md"));

    [GeneratedRegex(@"```csharp\n(?<code>.*?)```(\s*```text\n(?<output>.*?)```)?", RegexOptions.Singleline)]
    private static partial Regex ProgramBlock();
}
