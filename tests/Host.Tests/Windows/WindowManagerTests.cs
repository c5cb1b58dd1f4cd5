using Actors.Application.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;

namespace Actors.Application.Tests.Windows;

public sealed class WindowManagerTests : WindowTests, IAsyncLifetime
{
    private IHost _host = null!;

    private WindowManager Manager => _host.Services.GetRequiredService<WindowManager>();

    private IEnumerable<string> Titles => Manager.Windows.Select(static window => window.Title);

    public Task InitializeAsync() => StartAsync();

    public async Task DisposeAsync() => await StopAsync();

    [Fact]
    public async Task Open_ResizeAndClose_AreSeenInTheList()
    {
        var clock = await Manager.OpenAsync("Clock", 200, 200);
        await Manager.OpenAsync("A", 800, 600);
        Assert.Equal(["A", "Clock"], Titles);
        Assert.Same(clock, Manager.Find("Clock"));
        Assert.Equal("/windows/Clock", clock.Worker!.Path);

        await Manager.ResizeAsync("Clock", 300, 100);
        await Manager.CloseAsync("Clock");

        Assert.Equal(["A"], Titles);
        Assert.Equal(new ResizeEvent(300, 100), clock.Size);
        Assert.Equal("No window 'Clock' is open.", (await Assert.ThrowsAsync<InvalidOperationException>(() => Manager.CloseAsync("Clock"))).Message);
        await Assert.ThrowsAsync<InvalidOperationException>(async () => await Manager.ResizeAsync("Clock", 1, 1));
        await Manager.OpenAsync("Clock", 10, 10);
        Assert.Equal(["A", "Clock"], Titles);
    }

    [Fact]
    public async Task Open_OfATitleThatIsOpenOrOfAWrongSize_IsAClearError()
    {
        await Manager.OpenAsync("Clock", 200, 200);

        Assert.StartsWith(
            "A window 'Clock' is open already",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => Manager.OpenAsync("Clock", 1, 1))).Message,
            StringComparison.Ordinal);
        await Assert.ThrowsAsync<ArgumentOutOfRangeException>(() => Manager.OpenAsync("Other", 0, 1));
        await Assert.ThrowsAnyAsync<ArgumentException>(() => Manager.OpenAsync(" ", 1, 1));
        Assert.Equal(["Clock"], Titles);
    }

    [Fact]
    public async Task Settings_NameTheWindowsTheScreenAndTheLimits()
    {
        await StopAsync();
        await StartAsync(
            ("Windows:Open:Editor", "800x600"),
            ("Windows:Open:Wide", "9999x100"),
            ("Windows:MaxOpen", "3"),
            ("Windows:MaxWidth", "1920"),
            ("Windows:MaxHeight", "1080"));
        var third = await Manager.OpenAsync("Third", 1, 2000);

        Assert.Equal(["Editor 800x600", "Third 1x1080", "Wide 1920x100"], Manager.Windows.Select(static window => $"{window.Title} {window.Size}"));
        Assert.EndsWith(
            "3 are open, which is the limit (Windows:MaxOpen).",
            (await Assert.ThrowsAsync<InvalidOperationException>(() => Manager.OpenAsync("Fourth", 1, 1))).Message,
            StringComparison.Ordinal);
        await third.ResizeAsync(5000, 5000);
        await Manager.CloseAsync("Third");
        Assert.Equal(new ResizeEvent(1920, 1080), third.Size);
        await Manager.OpenAsync("Fourth", 1, 1);
    }

    [Fact]
    public async Task Window_WhoseWorkerIsStopped_IsForgotten()
    {
        var window = await Manager.OpenAsync("Clock", 200, 200);
        await Manager.OpenAsync("Other", 200, 200);
        var heard = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        window.Worker!.Parent!.Listen(WorkerEvents.ChildEnd, _ => heard.SetResult(), new() { Priority = -1 });

        await window.Worker.StopAsync().WaitAsync(Limit);
        await heard.Task.WaitAsync(Limit);

        Assert.Equal(["Other"], Titles);
        await Manager.OpenAsync("Clock", 200, 200);
    }

    [Fact]
    public async Task Stop_OfTheHost_HandlesWhatWasSentAndClosesTheWindows()
    {
        var windows = new List<Window>();
        for (var i = 0; i < 20; i++) windows.Add(await Manager.OpenAsync($"{i}", 1, 1));
        for (var i = 1; i <= 50; i++)
        {
            foreach (var window in windows) window.Resize(i, i);
        }

        await StopAsync();

        Assert.All(windows, static window => Assert.Equal((50, 50), (window.Taken, window.Width)));
        Assert.Equal(20, Log.Lines.Count(static line => line.EndsWith("closed.", StringComparison.Ordinal)));
        await StartAsync();
    }

    [Fact]
    public async Task Open_BeforeTheHostRunsAndAfterIt_IsAClearError()
    {
        var manager = Manager;
        await StopAsync(dispose: false);
        await Assert.ThrowsAsync<InvalidOperationException>(() => manager.OpenAsync("Late", 1, 1));
        _host.Dispose();
        _host = Build();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => Manager.OpenAsync("Early", 1, 1));

        Assert.StartsWith("Worker '/windows' is Created", error.Message, StringComparison.Ordinal);
        await _host.StartAsync();
    }

    [Fact]
    public async Task Worker_ThatIsStartedAgain_OpensTheWindowsOfTheSettings()
    {
        await StopAsync();
        await StartAsync(("Windows:Open:Editor", "800x600"));
        var worker = _host.Services.GetRequiredKeyedService<Worker>("windows");
        await Manager.OpenAsync("Clock", 1, 1);

        await worker.StopAsync().WaitAsync(Limit);
        Assert.Empty(Titles);
        worker.Start();

        await Manager.OpenAsync("Other", 1, 1);
        Assert.Equal(["Editor", "Other"], Titles);
    }

    [Fact]
    public async Task Manager_CalledByManyThreads_OpensEachTitleOnce()
    {
        const int threads = 8;
        const int titles = 50;
        var opened = 0;
        var closed = 0;

        await Task.WhenAll(Enumerable.Range(0, threads).Select(thread => Task.Run(async () =>
        {
            for (var i = 0; i < titles; i++)
            {
                if (await Works(() => Manager.OpenAsync($"{i}", 1, 1))) Interlocked.Increment(ref opened);
                await Works(() => Manager.ResizeAsync($"{i}", thread + 1, 1).AsTask());
                if (i % 2 == 0 && await Works(() => Manager.CloseAsync($"{i}"))) Interlocked.Increment(ref closed);
            }
        }))).WaitAsync(Limit);

        Assert.Equal(opened, Log.Lines.Count(static line => line.StartsWith("Opening", StringComparison.Ordinal)));
        Assert.Equal(titles / 2, Manager.Windows.Count);
        Assert.All(Manager.Windows, static window => Assert.True(window.IsOpen));
        Assert.InRange(closed, titles / 2, int.MaxValue);

        static async Task<bool> Works(Func<Task> code)
        {
            try
            {
                await code();
                return true;
            }
            catch (InvalidOperationException)
            {
                return false;
            }
        }
    }

    [Fact]
    public void Validate_WrongSettings_NamesThemAll()
    {
        var result = new WindowsOptionsValidator().Validate(null, new WindowsOptions
        {
            Open = new() { ["Editor"] = "800", ["Flat"] = "800x0" },
            MaxOpen = 0,
            MaxWidth = 0,
            MaxHeight = -1,
            MaxQueued = 0,
        });

        Assert.Equal(
            [
                "Windows:Open:Editor is '800': it must be a size such as 800x600.",
                "Windows:Open:Flat is '800x0': it must be a size such as 800x600.",
                "Windows:MaxOpen is 0: it must be at least 1.",
                "Windows:MaxWidth is 0: it must be at least 1.",
                "Windows:MaxHeight is -1: it must be at least 1.",
                "Windows:MaxQueued is 0: it must be at least 1.",
            ],
            result.Failures);
        Assert.Equal(
            ["Windows:Open has 2 windows, and Windows:MaxOpen allows 1."],
            new WindowsOptionsValidator().Validate(null, new WindowsOptions { Open = new() { ["A"] = "1x1", ["B"] = "1x1" }, MaxOpen = 1 }).Failures);
    }

    private async Task StartAsync(params (string Key, string Value)[] settings)
    {
        _host = Build(settings);
        await _host.StartAsync();
    }

    private async Task StopAsync(bool dispose = true)
    {
        await _host.StopAsync().WaitAsync(Limit);
        if (dispose) _host.Dispose();
    }

    private IHost Build(params (string Key, string Value)[] settings)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Services.AddSingleton<Microsoft.Extensions.Logging.ILoggerFactory>(Log);
        builder.Services.AddWindows(builder.Configuration.GetSection("Windows"));
        return builder.Build();
    }
}
