using System.Globalization;
using System.Text;
using Actors.Application.Jobs;

namespace Actors.Application.Tests.Jobs;

/// <summary>Commands that read, write without end, or leave something running.</summary>
public sealed class CommandJobTests : JobsTests
{
    [Fact]
    public async Task Command_ThatReadsItsInput_FindsItsEnd()
    {
        await StartHost();

        var job = Jobs.AddCommand("sh", "-c", "cat; echo the end").Id;

        var done = await Until(job, ListedJobState.Done);
        Assert.Equal("the end\n", await File.ReadAllTextAsync(done.FilePath));
    }

    [Theory]
    [InlineData("while true; do echo 123456789; done")]
    [InlineData("while true; do echo 123456789 >&2; done")]
    [InlineData("(while true; do echo 123456789; done) & while true; do echo 123456789 >&2; done")]
    public async Task Command_ThatFloodsItsOutput_IsKilledAndSaysSo(string script)
    {
        await StartHost(1, ("Jobs:MaxOutputBytes", "50000"));

        var job = Jobs.AddCommand("sh", "-c", script).Id;
        var next = Jobs.AddCommand("true").Id;

        const string Reason = "it was killed: its output is longer than 50,000 bytes";
        var failed = await Until(job, ListedJobState.Failed);
        Assert.Equal(Reason, failed.Message);
        var log = await File.ReadAllTextAsync(failed.FilePath);
        Assert.EndsWith($"\n[{Reason}]\n", log, StringComparison.Ordinal);
        Assert.Equal(50_000 + Reason.Length + 4, log.Length);
        await Until(next, ListedJobState.Done);
    }

    [Fact]
    public async Task Command_WithAsMuchOutputAsItMayHave_IsDone()
    {
        await StartHost(1, ("Jobs:MaxOutputBytes", "10"));

        Assert.Equal("exit code 0", (await Until(Jobs.AddCommand("echo", "123456789").Id, ListedJobState.Done)).Message);
        Assert.StartsWith("it was killed", (await Until(Jobs.AddCommand("echo", "1234567890").Id, ListedJobState.Failed)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task RunAsync_OfWhatLeavesSomethingWithItsOutput_EndsAfterAWhile()
    {
        using var output = new Output();
        var options = new CommandRunOptions { Input = CommandInput.None, OutputGrace = TimeSpan.FromSeconds(5), Time = new TimeOf(output.HasCome) };

        var exitCode = await CommandRun.RunAsync(["sh", "-c", "sleep 100 & echo $!; exit 3"], output, output, options, default).WaitAsync(Limit);

        using var left = System.Diagnostics.Process.GetProcessById(int.Parse(Encoding.ASCII.GetString(output.ToArray()), CultureInfo.InvariantCulture));
        left.Kill();
        Assert.Equal(3, exitCode);
    }

    [Fact]
    public async Task Command_WithALinkForItsOutput_FailsAndLeavesTheTargetAlone()
    {
        Directory.CreateDirectory(FileFolder);
        await File.WriteAllTextAsync(At("precious"), "not to be changed");
        File.CreateSymbolicLink(Path.Combine(FileFolder, "command-1.log"), At("precious"));
        await StartHost();

        var failed = await Until(Jobs.AddCommand("echo", "x").Id, ListedJobState.Failed);

        Assert.EndsWith("command-1.log' is a link, and links are not followed.", failed.Message, StringComparison.Ordinal);
        Assert.Equal("not to be changed", await File.ReadAllTextAsync(At("precious")));
    }

    [Theory]
    [InlineData("Jobs:MaxOutputBytes", "0", "must be at least 1")]
    [InlineData("Jobs:MaxFileBytes", "0", "must be at least 1")]
    [InlineData("Jobs:MinBytesPerSecond", "-1", "must be at least 0")]
    public async Task Start_WithALimitThatCannotBe_IsRefused(string key, string value, string error)
    {
        var refused = await Assert.ThrowsAnyAsync<Exception>(() => StartHost(1, (key, value)));

        Assert.Contains($"{key} is {value}: it {error}", refused.Message, StringComparison.Ordinal);
    }

    /// <summary>Tells when something was written.</summary>
    private sealed class Output : MemoryStream
    {
        private readonly TaskCompletionSource _hasCome = new(TaskCreationOptions.RunContinuationsAsynchronously);

        public Task HasCome => _hasCome.Task;

        public override async ValueTask WriteAsync(ReadOnlyMemory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await base.WriteAsync(buffer, cancellationToken);
            _hasCome.TrySetResult();
        }
    }

    /// <summary>What is due in some time is due when something has happened.</summary>
    private sealed class TimeOf(Task due) : TimeProvider
    {
        public override ITimer CreateTimer(TimerCallback callback, object? state, TimeSpan dueTime, TimeSpan period)
        {
            var timer = new DueTimer(due, () => callback(state));
            timer.Change(dueTime, period);
            return timer;
        }
    }

    private sealed class DueTimer(Task due, Action callback) : ITimer
    {
        public bool Change(TimeSpan dueTime, TimeSpan period)
        {
            if (dueTime != Timeout.InfiniteTimeSpan) due.GetAwaiter().OnCompleted(callback);
            return true;
        }

        public void Dispose()
        {
        }

        public ValueTask DisposeAsync() => ValueTask.CompletedTask;
    }
}
