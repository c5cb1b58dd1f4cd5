using Actors.Application.Jobs;
using Actors.Application.Tests.Downloads;

namespace Actors.Application.Tests.Jobs;

public sealed class JobListTests : JobsTests
{
    private string FilePath => Path.Combine(FileFolder, "file.bin");

    [Fact]
    public async Task AddDownload_ThatSucceeds_IsDone()
    {
        await StartHost();
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);

        var job = Jobs.AddDownload($"{Server.Url()}#sha256={HashOf(File1)}");

        Assert.Equal((1, JobKind.Download, Server.Url().AbsoluteUri, FilePath, ListedJobState.Queued), (job.Id, job.Kind, job.Title, job.FilePath, job.State));
        await Until(job.Id, ListedJobState.Done);
        Assert.Equal(File1, await File.ReadAllBytesAsync(FilePath));
    }

    [Fact]
    public async Task AddDownload_ThatFails_SaysWhyAndCanBeTriedAgain()
    {
        await StartHost();
        Server.Will(static _ => Reply.Status("404 Not Found"), static _ => Reply.Whole(File1));

        var job = Jobs.AddDownload($"{Server.Url()}");
        Assert.Equal("the server answers 404 Not Found", (await Until(job.Id, ListedJobState.Failed)).Message);
        Assert.True(Jobs.TryResume(job.Id));

        Assert.Null((await Until(job.Id, ListedJobState.Done)).Message);
    }

    [Fact]
    public async Task TryPause_WhileItRuns_KeepsWhatCameAndStaysSoOverARestart()
    {
        await StartHost();
        var job = await RunHalf();

        Assert.True(Jobs.TryPause(job));
        Assert.False(Jobs.TryPause(job));
        await StopHost();
        await StartHost();

        Assert.Equal(ListedJobState.Paused, Job(job).State);
        Assert.Single(Server.Requests);
        Assert.Equal(Half, new FileInfo(FilePath + ".part").Length);
        Assert.True(Jobs.TryResume(job));
        await Until(job, ListedJobState.Done);
        Assert.Equal(File1, await File.ReadAllBytesAsync(FilePath));
        Assert.NotNull(Server.Requests[1]["Range"]);
    }

    [Fact]
    public async Task StopOfTheHost_WhileItRuns_GoesOnAtTheNextStart()
    {
        await StartHost();
        var job = await RunHalf();

        await StopHost();
        await StartHost();

        await Until(job, ListedJobState.Done);
        Assert.Equal(File1, await File.ReadAllBytesAsync(FilePath));
        Assert.NotNull(Server.Requests[1]["Range"]);
    }

    [Fact]
    public async Task TryPause_AndResumeAtOnce_LosesNothing()
    {
        await StartHost();
        var job = await RunHalf();
        var failures = new List<string?>();
        Jobs.Changed += job =>
        {
            if (job.State == ListedJobState.Failed) failures.Add(job.Message);
        };

        for (var i = 0; i < 50; i++)
        {
            Jobs.TryPause(job);
            Jobs.TryResume(job);
        }

        await Until(job, ListedJobState.Done);
        Assert.Equal(File1, await File.ReadAllBytesAsync(FilePath));
        Assert.Empty(failures);
    }

    [Fact]
    public async Task TryCancel_WhileItRuns_ThrowsAwayWhatCame()
    {
        await StartHost(parallel: 1);
        var job = await RunHalf();
        var next = Jobs.AddCommand("true").Id;

        Assert.True(Jobs.TryCancel(job));

        // The only lane is free when the first one has cleaned up.
        await Until(next, ListedJobState.Done);
        Assert.Equal(ListedJobState.Cancelled, Job(job).State);
        Assert.Equal(["command-2.log"], Directory.GetFiles(FileFolder).Select(Path.GetFileName));
        Assert.False(Jobs.TryCancel(job));
        Assert.False(Jobs.TryResume(job));
        Assert.True(Jobs.TryRemove(job));
    }

    [Fact]
    public async Task TryCancel_OfWhatIsPaused_ThrowsAwayWhatCame()
    {
        await StartHost();
        var job = await RunHalf();
        Jobs.TryPause(job);
        await StopHost();
        await StartHost();

        Assert.True(Jobs.TryCancel(job));

        Assert.Empty(Directory.GetFiles(FileFolder));
    }

    [Fact]
    public async Task Parallel_WithMoreJobs_RunsThemInTheirOrder()
    {
        await StartHost(parallel: 1);
        var first = await RunHalf();
        var others = Enumerable.Range(0, 3).Select(_ => Jobs.AddCommand("true").Id).ToArray();
        Assert.True(Jobs.TryPause(others[1]));
        var started = new List<long>();
        Jobs.Changed += job =>
        {
            if (job.State == ListedJobState.Running && !started.Contains(job.Id)) started.Add(job.Id);
        };

        Assert.All(others, id => Assert.NotEqual(ListedJobState.Running, Job(id).State));
        Jobs.TryCancel(first);
        await Until(others[2], ListedJobState.Done);

        Assert.Equal([others[0], others[2]], started);
        Assert.Equal(ListedJobState.Paused, Job(others[1]).State);
    }

    [Fact]
    public async Task AddCommand_WithOutput_KeepsBothStreamsAndTheExitCode()
    {
        await StartHost();

        var good = Jobs.AddCommand("sh", "-c", "echo \"one two\"; echo three >&2").Id;
        var bad = Jobs.AddCommand("sh", "-c", "exit 3").Id;
        var missing = Jobs.AddCommand("/no/such/program").Id;

        Assert.Equal("exit code 0", (await Until(good, ListedJobState.Done)).Message);
        Assert.Equal(["one two", "three"], (await File.ReadAllLinesAsync(Job(good).FilePath)).Order());
        Assert.Equal("exit code 3", (await Until(bad, ListedJobState.Failed)).Message);
        Assert.StartsWith("'/no/such/program' cannot be started", (await Until(missing, ListedJobState.Failed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task TryCancel_OfACommandThatRuns_KillsAllThatItStarted()
    {
        await StartHost(parallel: 1);
        var pipe = await MakePipe();
        var job = Jobs.AddCommand("sh", "-c", $"(echo started; exec sleep 100) > {pipe} & wait").Id;

        // The pipe ends when the last process that has it open for writing is gone.
        await using var read = await OpenPipe(pipe, FileAccess.Read);
        using var reader = new StreamReader(read);
        Assert.Equal("started", await reader.ReadLineAsync().WaitAsync(Limit));
        Assert.False(Jobs.TryPause(job));
        Assert.True(Jobs.TryCancel(job));

        Assert.Null(await reader.ReadLineAsync().WaitAsync(Limit));
        Assert.Equal(ListedJobState.Cancelled, Job(job).State);
    }

    [Fact]
    public async Task Changed_WithAHandlerThatThrows_FailsNoJob()
    {
        await StartHost();
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);
        Jobs.Changed += static _ => throw new InvalidOperationException("a bad handler");

        await Until(Jobs.AddDownload($"{Server.Url()}").Id, ListedJobState.Done);
    }

    [Fact]
    public async Task AddDownload_OfOneNameTwice_KeepsThemApart()
    {
        await StartHost();
        Server.Otherwise = static request => Reply.Whole(request.Path == "/a/file.bin" ? File1 : File2, Tag);

        var first = Jobs.AddDownload($"{Server.Url("a/file.bin")}");
        var second = Jobs.AddDownload($"{Server.Url("b/file.bin")}");
        var third = Jobs.AddDownload($"{Server.Url("command-1.log")}");

        await Until(first.Id, ListedJobState.Done);
        await Until(second.Id, ListedJobState.Done);
        Assert.Equal(File1, await File.ReadAllBytesAsync(first.FilePath));
        Assert.Equal(File2, await File.ReadAllBytesAsync(second.FilePath));
        Assert.Matches(@"command-1-[0-9a-f]{8}\.log$", third.FilePath);
    }

    [Fact]
    public async Task Add_OfWhatCannotBeDone_IsRefusedAtOnce()
    {
        await StartHost();
        await RunHalf();

        Assert.Throws<ArgumentException>(() => Jobs.AddDownload("ftp://h/x"));
        Assert.Contains("is in the list already, as job 1", Assert.Throws<ArgumentException>(() => Jobs.AddDownload($"{Server.Url()}")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => Jobs.AddCommand());
        Assert.Single(Jobs.All);
    }

    /// <summary>A job whose first half has come; a second request gets the rest.</summary>
    private async Task<long> RunHalf()
    {
        Server.Will(static _ => Reply.Whole(File1, Tag) with { Cut = Half, Hold = new TaskCompletionSource().Task });
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);
        var job = Jobs.AddDownload($"{Server.Url()}");
        var half = await Until(job.Id, static job => job.Received == Half);
        Assert.Equal((ListedJobState.Running, File1.Length), (half.State, half.Length));
        return job.Id;
    }
}
