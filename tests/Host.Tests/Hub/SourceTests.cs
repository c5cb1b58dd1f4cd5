using System.Diagnostics;
using System.Globalization;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Application.Tests.Hub;

/// <summary>Commands whose lines are published: real processes, which read what a test writes into a pipe with a name.</summary>
public sealed class SourceTests : HubTests
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("hub");

    private string Pipe => Path.Combine(_directory.FullName, "pipe");

    public override async Task InitializeAsync()
    {
        using var made = Process.Start("mkfifo", [Pipe]);
        await made.WaitForExitAsync().WaitAsync(HubClient.Limit);
        Assert.Equal(0, made.ExitCode);
    }

    public override async Task DisposeAsync()
    {
        await base.DisposeAsync();
        _directory.Delete(recursive: true);
    }

    [Fact]
    public async Task Command_ItsLines_AreUtf8AndWhole()
    {
        await StartSource("cat \"$0\"", "Never");
        var subscriber = await Subscribe("news");

        await Write("one\r\ntwo\n\xff\nthe end"u8.ToArray());

        Assert.Equal(["MSG news one", "MSG news two", "MSG news \u00ff", "MSG news the end"], await subscriber.Read(4));
    }

    [Fact]
    public async Task Command_ThatFails_IsStartedAgainUpToItsLimit()
    {
        await StartSource("cat \"$0\"; exit 3", "OnFailure");
        var subscriber = await Subscribe("news");
        var source = Host.Services.GetRequiredKeyedService<Worker>("hub").Children[0];

        for (var run = 1; run <= 3; run++)
        {
            await Write("run\n"u8.ToArray());
            Assert.Equal("MSG news run", await subscriber.Read());
        }

        var result = await source.Completion.WaitAsync(HubClient.Limit);
        Assert.Equal((WorkerState.Faulted, 2), (result.State, source.Restarts));
        Assert.Contains("exit code 3", result.Error!.Message, StringComparison.Ordinal);
        Assert.Equal("PONG", await subscriber.Ask("PING"));
    }

    [Fact]
    public async Task Command_ThatEnds_IsStartedAgainWhenItAlwaysIs()
    {
        await StartSource("cat \"$0\"", "Always");
        var subscriber = await Subscribe("news");

        for (var run = 1; run <= 2; run++)
        {
            await Write("run\n"u8.ToArray());
            Assert.Equal("MSG news run", await subscriber.Read());
        }
    }

    [Fact]
    public async Task Stop_OfTheHub_EndsTheCommand()
    {
        await StartSource("exec cat \"$0\"", "Never");
        var subscriber = await Subscribe("news");
        await using var pipe = await Task.Run(() => new FileStream(Pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            .WaitAsync(HubClient.Limit);
        await pipe.WriteAsync("it runs\n"u8.ToArray());
        Assert.Equal("MSG news it runs", await subscriber.Read());

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        // Nobody reads any more.
        await Assert.ThrowsAsync<IOException>(async () => await pipe.WriteAsync("it does not\n"u8.ToArray()));
    }

    [Fact]
    public async Task Stop_AfterACommandThatLeftAnotherBehind_IsNoFailure()
    {
        await StartSource("echo $$ > \"$0.id\"; cat \"$0\" & exit 0", "Never");
        var subscriber = await Subscribe("news");
        var source = Host.Services.GetRequiredKeyedService<Worker>("hub").Children[0];
        await using var pipe = await Task.Run(() => new FileStream(Pipe, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0))
            .WaitAsync(HubClient.Limit);
        await pipe.WriteAsync("still here\n"u8.ToArray());
        Assert.Equal("MSG news still here", await subscriber.Read());
        await Ended(int.Parse(await File.ReadAllTextAsync(Pipe + ".id"), CultureInfo.InvariantCulture));

        await Host.StopAsync().WaitAsync(HubClient.Limit);

        Assert.Equal(WorkerState.Stopped, (await source.Completion).State);
    }

    [Fact]
    public async Task Command_ThatDoesNotExist_IsAFailureOfItsWorkerAlone()
    {
        await StartHub(
            ("Hub:Sources:0:Channel", "news"), ("Hub:Sources:0:Command", "/no/such/program"), ("Hub:Sources:0:Restart", "Never"));

        Assert.Equal("PONG", await (await Connect()).Ask("PING"));
    }

    private static async Task Ended(int processId)
    {
        try
        {
            using var process = Process.GetProcessById(processId);
            await process.WaitForExitAsync().WaitAsync(HubClient.Limit);
        }
        catch (ArgumentException)
        {
            // It has ended before.
        }
    }

    private Task StartSource(string script, string restart) => StartHub(
        ("Hub:Sources:0:Channel", "news"),
        ("Hub:Sources:0:Command", "/bin/sh"),
        ("Hub:Sources:0:Arguments:0", "-c"),
        ("Hub:Sources:0:Arguments:1", script),
        ("Hub:Sources:0:Arguments:2", Pipe),
        ("Hub:Sources:0:Restart", restart),
        ("Hub:Sources:0:MaxRestarts", "2"),
        ("Hub:Sources:0:Backoff", "00:00:00.001"));

    /// <summary>Opening the pipe waits for the command to open it too.</summary>
    private Task Write(byte[] bytes) => Task.Run(() => File.WriteAllBytes(Pipe, bytes)).WaitAsync(HubClient.Limit);
}
