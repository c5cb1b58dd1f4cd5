using Actors.Application.Jobs;
using Actors.Application.Tests.Downloads;

namespace Actors.Application.Tests.Jobs;

/// <summary>A list that others have changed, or that cannot be written.</summary>
public sealed class BrokenListTests : JobsTests
{
    private const string Insert = "INSERT INTO jobs (kind, target, name, state) VALUES ";
    private const string Full = "SELECT RAISE(FAIL, 'database or disk is full');";

    [Theory]
    [InlineData("'Download','http://h/x','x','Sleeping'", "there is no state 'Sleeping'")]
    [InlineData("'Download','http://h/x','x','1'", "there is no state '1'")]
    [InlineData("'Download','http://h/x','x',''", "there is no state ''")]
    [InlineData("'Upload','http://h/x','x','Queued'", "there is no kind of job 'Upload'")]
    [InlineData("'Download','http://h/x','../../x','Queued'", "'../../x' is no name for its file")]
    [InlineData("'Download','http://h/x','/tmp/x','Paused'", "'/tmp/x' is no name for its file")]
    [InlineData("'Download','http://h/x','..','Queued'", "'..' is no name for its file")]
    [InlineData("'Download','http://h/x','','Queued'", "'' is no name for its file")]
    [InlineData("'Download','http://h/x','x.part','Queued'", "'x.part' is no name for its file")]
    [InlineData("'Command','[\"true\"]','../x.log','Queued'", "'../x.log' is no name for its file")]
    [InlineData("'Download','file:///etc/passwd','x','Running'", "'file:///etc/passwd' is no address to fetch")]
    [InlineData("'Command','true','command-1.log','Running'", "'true' is no command")]
    [InlineData("'Command','[]','command-1.log','Queued'", "'[]' is no command")]
    [InlineData("'Command','[null]','command-1.log','Done'", "'[null]' is no command")]
    public async Task Start_WithARowThatCannotBeRight_FailsItAndRunsTheOthers(string row, string problem)
    {
        Sabotage($"{Insert}({row})");
        Sabotage($"{Insert}('Command','[\"true\"]','command-2.log','Queued')");

        await StartHost();

        await Until(2, ListedJobState.Done);
        Assert.Equal((ListedJobState.Failed, $"The row of the list cannot be right: {problem}."), (Job(1).State, Job(1).Message));
        Assert.False(Jobs.TryResume(1));
        Assert.False(Jobs.TryCancel(1));
        Assert.Equal(["command-2.log"], Directory.GetFiles(FileFolder).Select(Path.GetFileName));
        Assert.Equal(["files", "jobs.db"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName).Where(static name => !name!.Contains('-', StringComparison.Ordinal)).Order());
        Assert.True(Jobs.TryRemove(1));
    }

    [Theory]
    [InlineData("Running")]
    [InlineData("Done")]
    public async Task Job_WhoseStateCannotBeWritten_HasFailedWithWords(string state)
    {
        Sabotage($"CREATE TRIGGER full BEFORE UPDATE OF state ON jobs WHEN NEW.state = '{state}' AND NEW.id = 1 BEGIN {Full} END");
        await StartHost(parallel: 1);

        var first = Jobs.AddCommand("true").Id;
        var failed = await Until(first, ListedJobState.Failed);
        var second = Jobs.AddCommand("true").Id;

        Assert.EndsWith("The list of jobs cannot be written: SQLite Error 19: 'database or disk is full'.", failed.Message, StringComparison.Ordinal);
        Assert.Equal(state == "Done", failed.Message!.StartsWith("exit code 0; ", StringComparison.Ordinal));
        Assert.Equal(state == "Done", File.Exists(failed.FilePath));
        await Until(second, ListedJobState.Done);

        // The second one could be written, and with it what was missed of the first.
        await StopHost();
        Sabotage("DROP TRIGGER full");
        await StartHost();
        Assert.Equal((ListedJobState.Failed, failed.Message), (Job(first).State, Job(first).Message));
        Assert.True(Jobs.TryResume(first));
        await Until(first, ListedJobState.Done);
    }

    [Fact]
    public async Task Change_ThatCannotBeWritten_IsToldAndChangesNothing()
    {
        await StartHost();
        await StopHost();
        Sabotage($"{Insert}('Download','http://h/x','x','Paused'),('Command','[\"true\"]','command-2.log','Done')");
        Sabotage($"CREATE TRIGGER a BEFORE INSERT ON jobs BEGIN {Full} END");
        Sabotage($"CREATE TRIGGER b BEFORE UPDATE ON jobs BEGIN {Full} END");
        Sabotage($"CREATE TRIGGER c BEFORE DELETE ON jobs BEGIN {Full} END");
        await StartHost();
        var before = Jobs.All;

        Action[] changes =
        [
            () => Jobs.AddCommand("true"), () => Jobs.AddDownload("http://h/y"), () => Jobs.TryResume(1), () => Jobs.TryCancel(1), () => Jobs.TryRemove(2),
        ];

        Assert.All(changes, static change => Assert.StartsWith("The list of jobs cannot be written", Assert.Throws<IOException>(change).Message, StringComparison.Ordinal));
        Assert.Equal(before, Jobs.All);
    }

    [Fact]
    public async Task Start_WithAStateThatCannotBeWritten_StartsAndFailsTheJob()
    {
        Sabotage($"{Insert}('Download','http://h/x','x','Running')");
        Sabotage($"CREATE TRIGGER b BEFORE UPDATE ON jobs BEGIN {Full} END");

        await StartHost();

        Assert.StartsWith("The list of jobs cannot be written", (await Until(1, ListedJobState.Failed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Cancel_WithALinkForWhatCame_CancelsAndRunsTheNext()
    {
        await StartHost(parallel: 1);
        var hold = new TaskCompletionSource();
        Server.Will(_ => Reply.Whole(File1, Tag) with { Cut = Half, Hold = hold.Task });
        var job = Jobs.AddDownload($"{Server.Url()}").Id;
        await Until(job, static job => job.Received == Half);
        var next = Jobs.AddCommand("true").Id;
        var part = Path.Combine(FileFolder, "file.bin.part");
        File.Delete(part);
        File.CreateSymbolicLink(part, At("elsewhere"));

        Assert.True(Jobs.TryCancel(job));

        await Until(next, ListedJobState.Done);
        Assert.Equal(ListedJobState.Cancelled, Job(job).State);
        Assert.False(Path.Exists(At("elsewhere")));
    }
}
