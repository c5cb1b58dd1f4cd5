using System.Text;
using Actors.Application.Hub;
using Actors.Application.Tests.Hub;
using Actors.Application.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Application.Tests.Windows;

/// <summary>Windows that clients of the hub command, over real sockets.</summary>
public sealed class WindowCommandsTests : IAsyncLifetime
{
    private readonly IHost _host = Build();
    private HubClient _client = null!;

    private WindowManager Manager => _host.Services.GetRequiredService<WindowManager>();

    public async Task InitializeAsync()
    {
        await _host.StartAsync();
        _client = NewClient();
        await _client.ConnectAsync((await _host.Services.GetRequiredService<HubAddress>().Task.WaitAsync(HubClient.Limit)).Tcp);
        Assert.Equal("OK", await _client.Ask("SUB windows.answers"));

        // Answered in the flow that starts the worker of the commands: from here on they are heard.
        await Manager.OpenAsync("First", 1, 1);
        await Manager.CloseAsync("First");
    }

    public async Task DisposeAsync()
    {
        _client.Dispose();
        await _host.StopAsync().WaitAsync(HubClient.Limit);
        _host.Dispose();
    }

    [Fact]
    public async Task Commands_OfAClient_AreDoneAndAnswered()
    {
        Assert.Equal("OK 'My Window' is open with size 800x600", await Command("open 800x600 My Window"));
        Assert.Equal("OK 'Clock' is open with size 200x200", await Command("OPEN 200x200 Clock"));
        Assert.Equal("OK 'My Window' was sent size 1024x768", await Command("resize 1024x768 My Window"));
        Assert.Equal("OK 'My Window' is closed", await Command("close My Window"));
        Assert.Equal("OK 1 open\n200x200 Clock", await Command("list", lines: 2));
        Assert.Equal(["Clock"], Manager.Windows.Select(static window => window.Title));
    }

    [Theory]
    [InlineData("open 0x600 My Window", "ERR 'open 0x600 My Window' is no command: write 'open WIDTHxHEIGHT title'")]
    [InlineData("open 800x600", "ERR 'open 800x600' is no command")]
    [InlineData("open 800x600  ", "ERR 'open 800x600  ' is no command")]
    [InlineData("resize 800x600 None", "ERR No window 'None' is open.")]
    [InlineData("close None", "ERR No window 'None' is open.")]
    [InlineData("close", "ERR 'close' is no command")]
    [InlineData("list all", "ERR 'list all' is no command")]
    [InlineData("", "ERR '' is no command")]
    public async Task Command_ThatIsWrong_IsAnsweredWithTheReason(string command, string answer)
    {
        Assert.StartsWith(answer, await Command(command), StringComparison.Ordinal);
        Assert.Equal("OK 0 open", await Command("list"));
    }

    [Fact]
    public async Task Resizes_ThatComeInOneGo_AreHandledInOrder()
    {
        const int count = 5000;
        var window = await Manager.OpenAsync("Busy", 1, 1);
        var lines = new StringBuilder();
        for (var i = 1; i <= count; i++) lines.Append($"PUB windows resize {i}x{i % 4320 + 1} Busy\n");

        await _client.Send(lines.Append("PUB windows close Busy\n").ToString());
        var seen = await _client.Read(2 * (count + 1));

        var answers = seen.Where(static line => line.StartsWith("MSG", StringComparison.Ordinal)).ToArray();
        Assert.Equal(count + 1, seen.Count(static line => line == "OK"));
        Assert.All(answers, static answer => Assert.StartsWith("MSG windows.answers OK ", answer, StringComparison.Ordinal));
        Assert.Equal("MSG windows.answers OK 'Busy' is closed", answers[^1]);
        Assert.Equal((count, new ResizeEvent(count, count % 4320 + 1)), (window.Taken, window.Size));
    }

    private async Task<string> Command(string text, int lines = 1)
    {
        const string start = "MSG windows.answers ";
        await _client.Send($"PUB windows {text}\n");

        // The hub's answer comes before or behind that of the windows.
        var all = await _client.Read(lines + 1);
        Assert.Single(all, static line => line == "OK");
        var answers = all.Where(static line => line != "OK").ToArray();
        Assert.All(answers, static answer => Assert.StartsWith(start, answer, StringComparison.Ordinal));
        return string.Join('\n', answers.Select(static answer => answer[start.Length..]));
    }

    private static HubClient NewClient() => new(null);

    private static IHost Build()
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Hub:Port", "0")]);
        builder.Services.AddHub(builder.Configuration.GetSection("Hub"));
        builder.Services.AddWindows(builder.Configuration.GetSection("Windows"));
        return builder.Build();
    }
}
