using System.Net;
using System.Net.Sockets;
using System.Text;
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
    public async Task Ping_OfSomethingThatTalksWithoutEnd_SaysWhatItAnswersAndEnds()
    {
        using var talker = new TcpListener(IPAddress.Loopback, 0);
        talker.Start();
        using var ping = new HostProcess("ping", $"{talker.LocalEndpoint}");
        using var accepted = await talker.AcceptSocketAsync().WaitAsync(HubClient.Limit);

        // No line's end, and no end of the connection either.
        await accepted.SendAsync(Encoding.ASCII.GetBytes(new string('x', 1000)));

        Assert.Equal((1, ""), await ping.ExitAsync());
        Assert.Equal($"{talker.LocalEndpoint} answers '{new string('x', 100)}' instead of PONG.{Environment.NewLine}", await ping.Errors);
    }

    [Fact]
    public async Task UsedPort_IsSaidAndEndsWithExitCodeOne()
    {
        using var first = new HostProcess("--listen", "127.0.0.1:0");
        var place = await first.ListeningAsync();

        using var second = new HostProcess("--listen", place);

        var (exitCode, output) = await second.ExitAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains($"Cannot listen at {place}: the address is in use.", output, StringComparison.Ordinal);
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
    [InlineData("Hub:MaxConnections is 0: it must be at least 1", "--set", "Hub:MaxConnections=0")]
    [InlineData("'Steam' is no engine of this application, which has Embedded", "--set", "Workers:Engine=Steam")]
#if !AKKA
    [InlineData("Workers:Engine is AkkaNet, and this host was built without it", "--set", "Workers:Engine=AkkaNet")]
#endif
    public async Task WrongArguments_AreSaidOnStandardErrorWithExitCodeOne(string error, params string[] arguments)
    {
        using var host = new HostProcess(arguments);

        Assert.Equal(1, (await host.ExitAsync()).ExitCode);
        Assert.Contains(error, await host.Errors, StringComparison.Ordinal);
    }
}
