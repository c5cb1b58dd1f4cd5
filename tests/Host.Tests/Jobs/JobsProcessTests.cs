using Actors.Application.Jobs;
using Actors.Application.Tests.CommandLine;
using Actors.Application.Tests.Downloads;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Application.Tests.Jobs;

/// <summary>The jobs in a host that is its own process, and is killed.</summary>
public sealed class JobsProcessTests : JobsTests
{
    private string[] HostArguments =>
        ["--listen", "127.0.0.1:0", "--set", $"Jobs:Directory={FileFolder}", "--set", $"Jobs:Database={Database}", "--set", "Jobs:Parallel=8"];

    [Fact]
    public async Task Kill_AnyTime_LosesNoJobAndKeepsThePausedPaused()
    {
        const int kills = 3;
        var file = Bytes(5, 100_000);
        var counts = new int[8];
        var reached = new TaskCompletionSource();
        using (var jobs = new JobList(new JobsOptions { Directory = FileFolder, Database = Database }, NullLogger<JobList>.Instance))
        {
            for (var i = 0; i < counts.Length; i++) jobs.AddDownload($"{Server.Url($"{i}.bin")}");
            Assert.True(jobs.TryPause(jobs.AddDownload($"{Server.Url("paused.bin")}").Id));
            Assert.True(jobs.TryPause(jobs.AddCommand("false").Id));
        }

        // Each file needs one attempt more than there are kills, and each attempt but the last stands still in its middle.
        var waiting = 0;
        Server.Otherwise = request =>
        {
            var attempt = Interlocked.Increment(ref counts[int.Parse(request.Path[1..^4], System.Globalization.CultureInfo.InvariantCulture)]);
            var reply = Reply.Rest(file, request, Tag);
            if (attempt > kills) return reply;
            if (Interlocked.Increment(ref waiting) == counts.Length) reached.SetResult();
            return reply with { Cut = 20_000, Hold = new TaskCompletionSource().Task };
        };

        for (var kill = 1; kill <= kills; kill++)
        {
            using var host = new HostProcess(HostArguments);
            await reached.Task.WaitAsync(Limit);
            (waiting, reached) = (0, new TaskCompletionSource());
            await host.SignalAsync("-KILL");
            Assert.Equal(137, (await host.ExitAsync()).ExitCode);
            Assert.Empty(Directory.GetFiles(FileFolder, "*.bin"));
        }

        await StartHost(parallel: 8);
        for (var i = 1; i <= counts.Length; i++)
        {
            Assert.Equal(file, await File.ReadAllBytesAsync((await Until(i, ListedJobState.Done)).FilePath));
        }

        Assert.Equal([ListedJobState.Paused, ListedJobState.Paused], Jobs.All.Skip(counts.Length).Select(static job => job.State));
        Assert.All(counts, static count => Assert.Equal(kills + 1, count));
    }

    [Fact]
    public async Task Kill_WhileACommandRuns_LeavesItFailed()
    {
        var pipe = await MakePipe();
        using (var jobs = new JobList(new JobsOptions { Directory = FileFolder, Database = Database }, NullLogger<JobList>.Instance))
        {
            jobs.AddCommand("sh", "-c", $"echo out; read line < {pipe}");
        }

        using (var host = new HostProcess(HostArguments))
        {
            // The command has begun when it opens its end.
            await using var open = await OpenPipe(pipe, FileAccess.Write);
            await host.SignalAsync("-KILL");
            Assert.Equal(137, (await host.ExitAsync()).ExitCode);
        }

        await StartHost();
        Assert.Equal("The host ended while it ran.", (await Until(1, ListedJobState.Failed)).Message);
    }

    [Fact]
    public async Task Command_ThatReadsTheInputOfTheHost_FindsItsEnd()
    {
        using (var jobs = new JobList(new JobsOptions { Directory = FileFolder, Database = Database }, NullLogger<JobList>.Instance))
        {
            jobs.AddCommand("cat");
        }

        using var host = new HostProcess(HostArguments);
        while (await host.ReadLineAsync() is { } line && !line.Contains("Job 1 has ended: Done exit code 0", StringComparison.Ordinal))
        {
            Assert.DoesNotContain("Job 1 was interrupted", line, StringComparison.Ordinal);
        }

        await host.TerminateAsync();
        Assert.Equal(0, (await host.ExitAsync()).ExitCode);
        await StartHost();
        Assert.Equal("exit code 0", Job(1).Message);
    }

    [Theory]
    [InlineData("Jobs:Parallel does nothing without Jobs:Directory", "Jobs:Parallel=2")]
    [InlineData("Jobs:Parallel is 0: it must be 1 to 64", "Jobs:Directory=d", "Jobs:Parallel=0")]
    [InlineData("Jobs:Folder is no setting", "Jobs:Folder=d")]
    public async Task Settings_ThatAreWrong_AreSaidWithExitCodeOne(string error, params string[] settings)
    {
        using var host = new HostProcess([.. settings.SelectMany(static setting => new[] { "--set", setting })]);

        Assert.Equal(1, (await host.ExitAsync()).ExitCode);
        Assert.Contains(error, await host.Errors, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Start_WithAListThatIsOpenElsewhere_SaysSoWithExitCodeOne()
    {
        await StartHost();

        using var host = new HostProcess(HostArguments);

        var (exitCode, output) = await host.ExitAsync();
        Assert.Equal(1, exitCode);
        Assert.Contains("is open in another process", output + await host.Errors, StringComparison.Ordinal);
    }
}
