using System.Net;
using Actors.Application.Tests.Hub;

namespace Actors.Application.Tests.CommandLine;

public sealed class HostProcessTests
{
    [Fact]
    public async Task Sigterm_WhileItRuns_EndsWithExitCodeZero()
    {
        using var host = new HostProcess("--listen", "127.0.0.1:0");
        var place = await host.ListeningAsync();
        using var client = new HubClient(null);
        await client.ConnectAsync(IPEndPoint.Parse(place));
        Assert.Equal("PONG", await client.Ask("PING"));

        await host.TerminateAsync();

        Assert.Null(await client.Read());
        var (exitCode, output) = await host.ExitAsync();
        Assert.Equal(0, exitCode);
        Assert.DoesNotContain('\e', output);
        Assert.Empty(await host.Errors);
        Assert.Single(Directory.GetFiles(host.LogFolder, "host-*.log"));
    }

    /// <summary>A process of .NET that has no handle left ends as soon as it needs code that has not run yet.</summary>
    [Fact]
    public async Task Connect_MoreThanTheProcessHasHandlesFor_IsToldSoAndTheHostLives()
    {
        const int handles = 500;
        if (OperatingSystem.IsWindows()) return;
        using var host = HostProcess.WithHandles(handles, "--listen", "127.0.0.1:0");
        var place = IPEndPoint.Parse(await host.ListeningAsync());
        var clients = new List<HubClient>();
        for (var i = 0; i < handles; i++)
        {
            clients.Add(new HubClient(null));
            await clients[^1].ConnectAsync(place);
        }

        Assert.Equal("PONG", await clients[0].Ask("PING"));
        Assert.Equal(["ERR too many connections: this process may have 500 files and sockets"], await clients[^1].ReadToEnd());
        foreach (var client in clients.Skip(1)) client.Dispose();
        Assert.Equal("OK", await clients[0].Ask("QUIT"));
        Assert.Null(await clients[0].Read());
        clients[0].Dispose();

        await host.TerminateAsync();
        Assert.Equal(0, (await host.ExitAsync()).ExitCode);
    }

    [Fact]
    public async Task Ping_OfARunningHubAndOfNone_TellsByItsExitCode()
    {
        using var host = new HostProcess("--set", "Hub:Port=0");
        var place = await host.ListeningAsync();

        using var ping = new HostProcess("ping", place);
        Assert.Equal((0, $"{place} answers.{Environment.NewLine}"), await ping.ExitAsync());

        await host.TerminateAsync();
        await host.ExitAsync();
        using var late = new HostProcess("ping", place);
        Assert.Equal((1, ""), await late.ExitAsync());
        Assert.StartsWith($"{place} cannot be reached", await late.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task UsedPort_IsSaidAndEndsWithExitCodeOne()
    {
        using var first = new HostProcess("--listen", "127.0.0.1:0");
        var place = await first.ListeningAsync();

        using var second = new HostProcess("--listen", place);

        await AssertOneLine(second, $"Cannot listen at {place}: the address is in use.");
    }

    [Theory]
    [InlineData("The hub cannot take its certificate from '/no/such.pem'", "Hub:Tls:Port=0", "Hub:Tls:Certificate=/no/such.pem")]
    [InlineData("The hub cannot take its certificate from '/'", "Hub:Tls:Port=0", "Hub:Tls:Certificate=/")]
    [InlineData("The hub cannot take its certificate from '/dev/null'", "Hub:Tls:Port=0", "Hub:Tls:Certificate=/dev/null")]
    [InlineData("Cannot listen at /no/such/folder/s: there is no such folder.", "Hub:UnixSocket=/no/such/folder/s")]
    [InlineData("Cannot listen at /dev/null: somebody listens there, or a file of another kind has that name.", "Hub:UnixSocket=/dev/null")]
    [InlineData("Cannot listen at 192.0.2.1:0: it is not an address of this machine.", "Hub:Address=192.0.2.1")]
    [InlineData("The list of jobs cannot be used: ", "Jobs:Directory=/dev/null")]
    [InlineData("The list of jobs cannot be used: ", "Jobs:Directory=jobs", "Jobs:Database=/no/such/folder/jobs.db")]
    public async Task PlaceOrFile_ThatCannotBeUsed_IsSaidInOneLineWithExitCodeOne(string error, params string[] settings)
    {
        using var host = new HostProcess(["--set", "Hub:Port=0", .. settings.SelectMany(static setting => new[] { "--set", setting })]);

        await AssertOneLine(host, error);
    }

    [Fact]
    public async Task Help_IsShownWithExitCodeZero()
    {
        using var host = new HostProcess("--help");

        var (exitCode, output) = await host.ExitAsync();

        Assert.Equal(0, exitCode);
        Assert.Contains("--listen <ADDRESS:PORT>", output, StringComparison.Ordinal);
        Assert.Contains("ping <HOST:PORT>", output, StringComparison.Ordinal);
    }

    private static async Task AssertOneLine(HostProcess host, string error)
    {
        var (exitCode, output) = await host.ExitAsync();
        Assert.Equal(1, exitCode);
        Assert.Empty(await host.Errors);
        var line = Assert.Single(output.Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries), static line => !line.Contains(" INFO ", StringComparison.Ordinal));
        Assert.Contains(" FATL ", line, StringComparison.Ordinal);
        Assert.Contains(error, line, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("Unrecognized command or argument '--nonsense'", "--nonsense")]
    [InlineData("'7007' is no place", "--listen", "7007")]
    [InlineData("'Hub' is no setting: write KEY=VALUE", "--set", "Hub")]
    [InlineData("'Hubb:Port=1' is no setting", "--set", "Hubb:Port=1")]
    [InlineData("Wrong setting: Hub:Port is 'abc': it must be a whole number.", "--set", "Hub:Port=abc")]
    [InlineData("Wrong setting: Hub:FlushTimeout is '5': it must be a time such as 00:00:05.", "--set", "Hub:FlushTimeout=5")]
    [InlineData("Wrong setting: Workers:ShutdownTimeout is 'soon': it must be a time such as 00:00:05.", "--set", "Workers:ShutdownTimeout=soon")]
    [InlineData("Hub:Prot is no setting: there are Address, Port", "--set", "Hub:Prot=1")]
    [InlineData("Hub:IPAddress is no setting: there are Address, Port", "--set", "Hub:IPAddress:Address=5")]
    [InlineData("Wrong setting: Hub:UnixSocket is '/tmp/ttt", "--set", "Hub:UnixSocket=/tmp/tttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttttt")]
    [InlineData("Hub:MaxConnections is 0: it must be at least 1", "--set", "Hub:MaxConnections=0")]
    [InlineData("Wrong setting: Workers:Engine is 'Steam': it must be one of AkkaNet, Embedded.", "--set", "Workers:Engine=Steam")]
    public async Task WrongArguments_AreSaidOnStandardErrorWithExitCodeOne(string error, params string[] arguments)
    {
        using var host = new HostProcess(arguments);

        Assert.Equal(1, (await host.ExitAsync()).ExitCode);
        Assert.Contains(error, await host.Errors, StringComparison.Ordinal);
    }
}
