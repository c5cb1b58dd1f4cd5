using Actors.Application.CommandLine;
using Actors.Application.Downloads;
using Spectre.Console;

namespace Actors.Application.Tests.Downloads;

public sealed class FetchBarsTests : DownloadTests
{
    [Fact]
    public async Task RunAsync_InATerminal_ShowsSizeSpeedAndTimeLeft()
    {
        var request = new DownloadRequest(Server.Url("[a].bin"), Folder, "[a].bin");
        var other = new DownloadRequest(Server.Url("[b].bin"), Folder, "[b].bin");
        var output = await Show(2, view =>
        {
            view.Begin(request);
            view.Begin(other);
            view.Report(request, new DownloadProgress(DownloadPhase.Receiving, 0, 10_000_000, 0, 0));
            Time.Advance(TimeSpan.FromSeconds(1));
            view.Report(request, new DownloadProgress(DownloadPhase.Receiving, 2_500_000, 10_000_000, 0, 0));
            view.Report(other, new DownloadProgress(DownloadPhase.Waiting, 0, null, 0, 0, "no [answer]", TimeSpan.FromSeconds(1.2)));
        });

        Assert.Contains("[a].bin", output, StringComparison.Ordinal);
        Assert.Contains("2.50 MB of 10.0 MB, 2.50 MB/s, 00:00:03 left", output, StringComparison.Ordinal);
        Assert.Contains("0 B, no [answer], again in 2 s", output, StringComparison.Ordinal);
        Assert.Contains("0 of 2", output, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_WhenOneFails_KeepsTheReason()
    {
        var request = new DownloadRequest(Server.Url("[a].bin"), Folder, "[a].bin");
        var output = await Show(1, view =>
        {
            view.Begin(request);
            view.End(new DownloadOutcome(request, default, Error: "the server answers [404]"));
        });

        Assert.Contains("[a].bin: failed, the server answers [404]", output, StringComparison.Ordinal);
    }

    private async Task<string> Show(int count, Action<IDownloadView> act)
    {
        var writer = new StringWriter();
        var console = AnsiConsole.Create(new AnsiConsoleSettings
        {
            Ansi = AnsiSupport.Yes,
            ColorSystem = ColorSystemSupport.NoColors,
            Interactive = InteractionSupport.Yes,
            Out = new AnsiConsoleOutput(writer),
        });
        console.Profile.Width = 160;
        await FetchBars.RunAsync(console, count, Time, view =>
        {
            act(view);
            return Task.FromResult(true);
        });
        return writer.ToString();
    }
}
