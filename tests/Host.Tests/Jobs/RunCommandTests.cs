using Actors.Application.Tests.CommandLine;

namespace Actors.Application.Tests.Jobs;

public sealed class RunCommandTests
{
    [Fact]
    public async Task Run_OfACommand_GivesItsOutputAndItsExitCode()
    {
        using var run = new HostProcess("run", "--", "sh", "-c", "echo \"$0\" --to; echo problem >&2; exit 7", "a b");

        Assert.Equal((7, "a b --to\n"), await run.ExitAsync());
        Assert.Equal("problem\n", await run.Errors);
    }

    [Fact]
    public async Task Run_OfWhatIsNotThere_EndsWithExitCode127()
    {
        using var run = new HostProcess("run", "--", "/no/such/program");

        Assert.Equal(127, (await run.ExitAsync()).ExitCode);
        Assert.StartsWith("'/no/such/program' cannot be started", await run.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Run_Terminated_KillsTheCommand()
    {
        // Its output ends, and with it the reading below, when nobody has the pipe any more.
        using var run = new HostProcess("run", "--", "sh", "-c", "echo started; sleep 100; echo never");
        Assert.Equal("started", await run.ReadLineAsync());

        await run.TerminateAsync();

        Assert.Equal((130, ""), await run.ExitAsync());
    }
}
