using Actors.Application.Tests.CommandLine;

namespace Actors.Application.Tests.Downloads;

/// <summary>The command, as its own process.</summary>
public sealed class FetchCommandTests : DownloadTests
{
    [Fact]
    public async Task Fetch_OfFilesThatAreThere_EndsWithExitCodeZero()
    {
        Server.Otherwise = static request => request.Path switch
        {
            "/1.bin" => Reply.Whole(File1, Tag),
            _ => Reply.Whole(File2, Tag),
        };
        string[] arguments = ["fetch", $"{Server.Url("1.bin")}#sha256={HashOf(File1)}", $"{Server.Url("2.bin")}", "--to", At("new/folder")];

        using (var fetch = new HostProcess(arguments))
        {
            var (exitCode, output) = await fetch.ExitAsync();
            Assert.Equal(0, exitCode);
            Assert.Contains("1.bin: done, 20,000 bytes", output, StringComparison.Ordinal);
            Assert.EndsWith(
                $"2 of 2 files are there, 0 of them were before. New: 40,000 bytes. Failed: 0. Resumed: 0. Started over: 0.{Environment.NewLine}", output, StringComparison.Ordinal);
            Assert.DoesNotContain('\e', output);
            Assert.Empty(await fetch.Errors);
        }

        Assert.Equal(File1, await File.ReadAllBytesAsync(At("new/folder/1.bin")));
        Assert.Equal(File2, await File.ReadAllBytesAsync(At("new/folder/2.bin")));
        using var again = new HostProcess(arguments);
        Assert.Contains("2 of 2 files are there, 2 of them were before.", (await again.ExitAsync()).Output, StringComparison.Ordinal);
        Assert.Equal(2, Server.Requests.Length);
    }

    [Fact]
    public async Task Fetch_WithOneThatFails_FetchesTheOthersAndEndsWithExitCodeTwo()
    {
        Server.Otherwise = static request => request.Path == "/1.bin" ? Reply.Whole(File1, Tag) : Reply.Status("404 Not Found");

        using var fetch = new HostProcess("fetch", $"{Server.Url("missing")}", $"{Server.Url("1.bin")}", "--to", Folder, "--parallel", "1");

        var (exitCode, output) = await fetch.ExitAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("1 of 2 files are there", output, StringComparison.Ordinal);
        Assert.Contains($"missing: failed, the server answers 404 Not Found ({Server.Url("missing")})", await fetch.Errors, StringComparison.Ordinal);
        Assert.Equal(["1.bin"], Directory.GetFiles(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public async Task Fetch_OfWhatIsTooLargeOrMisleads_SaysSoAndCountsThemAsFailed()
    {
        Server.Otherwise = static request => request.Path == "/1.bin" ? Reply.Whole(File1, Tag) : Reply.Status("302 Found", "Location: //[::1");

        using var fetch = new HostProcess("fetch", $"{Server.Url("1.bin")}", $"{Server.Url("2.bin")}", "--to", Folder, "--max-size", "19.9k");

        var (exitCode, output) = await fetch.ExitAsync();
        Assert.Equal(2, exitCode);
        Assert.Contains("Failed: 2.", output, StringComparison.Ordinal);
        var errors = (await fetch.Errors).Split(Environment.NewLine, StringSplitOptions.RemoveEmptyEntries);
        Assert.Equal(2, errors.Length);
        Assert.Contains(errors, static line => line.StartsWith("1.bin: failed, it has 20,000 bytes, and the limit is 19,900", StringComparison.Ordinal));
        Assert.Contains(errors, static line => line.Contains("which is no address", StringComparison.Ordinal));
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("-TERM")]
    [InlineData("-INT")]
    [InlineData("-KILL")]
    public async Task Fetch_EndedOnTheWay_IsGoneOnWithByTheSameCommand(string signal)
    {
        var sent = new TaskCompletionSource();
        Server.Will(_ =>
        {
            sent.SetResult();
            return Reply.Whole(File1, Tag) with { Cut = Half, Hold = new TaskCompletionSource().Task };
        });
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);
        string[] arguments = ["fetch", $"{Server.Url("file.bin")}", "--to", Folder];
        using (var watcher = new FileSystemWatcher(Folder) { NotifyFilter = NotifyFilters.Size | NotifyFilters.LastWrite })
        {
            var half = new TaskCompletionSource();
            watcher.Changed += (_, _) =>
            {
                if (new FileInfo(At("file.bin.part")) is { Exists: true, Length: Half }) half.TrySetResult();
            };
            watcher.EnableRaisingEvents = true;
            using var fetch = new HostProcess(arguments);
            await sent.Task.WaitAsync(Limit);
            await half.Task.WaitAsync(Limit);

            await fetch.SignalAsync(signal);

            var (exitCode, output) = await fetch.ExitAsync();
            Assert.Equal(signal == "-KILL" ? 137 : 130, exitCode);
            Assert.Equal(signal != "-KILL", output.Contains("Stopped. The same command goes on where this one stopped.", StringComparison.Ordinal));
            Assert.False(File.Exists(At("file.bin")));
        }

        using var second = new HostProcess(arguments);
        var (code, rest) = await second.ExitAsync();
        Assert.Equal(0, code);
        Assert.Contains("file.bin: goes on behind", rest, StringComparison.Ordinal);
        Assert.Contains("Resumed: 1. Started over: 0.", rest, StringComparison.Ordinal);
        AssertOnly(File1);
    }

    [Theory]
    [InlineData("Option '--to' is required", "http://127.0.0.1/x")]
    [InlineData("is no address to fetch", "x", "--to", "d")]
    [InlineData("is given twice", "http://127.0.0.1/x", "http://127.0.0.1/x", "--to", "d")]
    [InlineData("--parallel is 0: it must be 1 to 64", "http://127.0.0.1/x", "--to", "d", "--parallel", "0")]
    [InlineData("--retries is -1: it must be at least 0", "http://127.0.0.1/x", "--to", "d", "--retries", "-1")]
    [InlineData("--max-size is 'much': it must be a number of bytes", "http://127.0.0.1/x", "--to", "d", "--max-size", "much")]
    [InlineData("--min-speed is '-1': it must be a number of bytes", "http://127.0.0.1/x", "--to", "d", "--min-speed", "-1")]
    [InlineData("'many'", "http://127.0.0.1/x", "--to", "d", "--parallel", "many")]
    [InlineData("The folder '/dev/null/x' cannot be made", "http://127.0.0.1/x", "--to", "/dev/null/x")]
    public async Task Fetch_WithWrongArguments_SaysWhatIsWrongWithExitCodeOne(string error, params string[] arguments)
    {
        using var fetch = new HostProcess(["fetch", .. arguments]);

        Assert.Equal(1, (await fetch.ExitAsync()).ExitCode);
        Assert.Contains(error, await fetch.Errors, StringComparison.Ordinal);
    }
}
