using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace Actors.Application.Tests.CommandLine;

public sealed partial class WindowsCommandTests
{
    [Fact]
    public async Task Windows_InTheTerminal_PrintsTheSceneAndEndsWithExitCodeZero()
    {
        using var host = new HostProcess("windows");

        var (exitCode, output) = await host.ExitAsync();

        Assert.Equal((0, ""), (exitCode, await host.Errors));
        var parts = output.Split(Environment.NewLine + Environment.NewLine);
        Assert.Equal(2, parts.Length);
        Assert.StartsWith("Opening window 'My Window' with size 800x600", parts[0], StringComparison.Ordinal);
        Assert.EndsWith(string.Join(Environment.NewLine, "Window 'My Window' closed.", "Height is 600", "Width is 800"), parts[0], StringComparison.Ordinal);
        Assert.Equal(10, parts[0].Split(Environment.NewLine).Length);

        var streamed = Summary().Match(parts[1]);
        Assert.True(streamed.Success, parts[1]);
        Assert.InRange(int.Parse(streamed.Groups["ahead"].Value, CultureInfo.InvariantCulture), 1, 18);
    }

    [Fact]
    public async Task Readme_ShowsWhatIsPrinted()
    {
        using var host = new HostProcess("windows");
        var (_, output) = await host.ExitAsync();

        // Lines of the program and of its window mix as they like, and how far the stream is ahead differs a little.
        Assert.Equal(Lines(output), Lines(ReadmeOutput().Match(Readme()).Groups["output"].Value));

        static IEnumerable<string> Lines(string text) =>
            Ahead().Replace(text, "ahead").Split('\n', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries).Order(StringComparer.Ordinal);
    }

    [Theory]
    [InlineData("Windows:Open:Editor is 'large': it must be a size such as 800x600.", "Windows:Open:Editor=large")]
    [InlineData("Windows:Open is '800x600': it must be names with a value each.", "Windows:Open=800x600")]
    [InlineData("Windows:Size is no setting: there are Open, MaxOpen", "Windows:Size=1")]
    public async Task Settings_ThatAreWrong_AreSaidOnStandardErrorWithExitCodeOne(string error, string setting)
    {
        using var host = new HostProcess("--set", setting);

        Assert.Equal(1, (await host.ExitAsync()).ExitCode);
        Assert.Contains(error, await host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Host_WithWindowsInItsSettings_OpensThemAndClosesThemAtItsEnd()
    {
        using var host = new HostProcess("--listen", "127.0.0.1:0", "--set", "Windows:Open:Text Editor=800x600");
        await host.ListeningAsync();

        await host.TerminateAsync();

        var (exitCode, output) = await host.ExitAsync();
        Assert.Equal((0, ""), (exitCode, await host.Errors));
        Assert.Contains("Window 'Text Editor' closed.", output, StringComparison.Ordinal);
    }

    [GeneratedRegex(@"1000 sizes were sent: 500 taken, 500 left out, 0 failed\. At most (?<ahead>\d+) were ahead of the window\.\r?\nIt is 1300x1100")]
    private static partial Regex Summary();

    [GeneratedRegex(@"At most \d+ were")]
    private static partial Regex Ahead();

    [GeneratedRegex(@"```\n(?<output>Opening window 'My Window'.*?)```", RegexOptions.Singleline)]
    private static partial Regex ReadmeOutput();

    private static string Readme([CallerFilePath] string here = "") =>
        File.ReadAllText(Path.Combine(Path.GetDirectoryName(here)!, "../../../README.md"));
}
