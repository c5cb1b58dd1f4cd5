using System.Collections.Concurrent;
using System.Globalization;
using Actors.Application.Tests.CommandLine;

namespace Actors.Application.Tests.Downloads;

/// <summary>The command, killed on its way, with a server that does to each file what it can.</summary>
public sealed class FetchKillTests : DownloadTests
{
    private const int Count = 24;
    private readonly ConcurrentDictionary<int, int> _attempts = new();
    private TaskCompletionSource _killNow = new();
    private int _requests;

    [Fact]
    public async Task Fetch_KilledAgainAndAgain_HasNoWrongFileAndEndsWithAll()
    {
        // Of all requests these three stand still in the middle, and the process is killed then.
        int[] kills = [8, 20, 32];
        Server.Otherwise = request =>
        {
            var reply = Answer(request);
            if (!kills.Contains(Interlocked.Increment(ref _requests))) return reply;
            _killNow.SetResult();
            return reply with { Cut = Math.Min(reply.Cut ?? int.MaxValue, reply.Body.Length / 2), Hold = new TaskCompletionSource().Task };
        };
        string[] arguments = ["fetch", .. Enumerable.Range(0, Count).Select(i => $"{Server.Url($"{i}.bin")}"), "--to", Folder];

        foreach (var _ in kills)
        {
            using var fetch = new HostProcess(arguments);
            await _killNow.Task.WaitAsync(Limit);
            _killNow = new TaskCompletionSource();
            await fetch.SignalAsync("-KILL");
            Assert.Equal(137, (await fetch.ExitAsync()).ExitCode);
            AssertRight(Directory.GetFiles(Folder, "*.bin"));
        }

        using var last = new HostProcess(arguments);
        var (exitCode, output) = await last.ExitAsync();
        Assert.Equal(0, exitCode);
        Assert.Contains($"{Count} of {Count} files are there", output, StringComparison.Ordinal);
        Assert.Equal(Count, Directory.GetFiles(Folder).Length);
        AssertRight(Directory.GetFiles(Folder));
    }

    private static byte[] FileOf(int i, int version) => Bytes((i * 2) + version, i == 0 ? 0 : (i * 9000) + version);

    // Those that change do so after the first attempt, which never brings a whole one.
    private static byte[] LastOf(int i) => FileOf(i, i % 6 == 3 ? 1 : 0);

    private static void AssertRight(IEnumerable<string> paths) => Assert.All(paths, static path =>
    {
        var i = int.Parse(Path.GetFileNameWithoutExtension(path), CultureInfo.InvariantCulture);
        Assert.True(LastOf(i).AsSpan().SequenceEqual(File.ReadAllBytes(path)), $"{path} has other bytes.");
    });

    private Reply Answer(SeenRequest request)
    {
        var i = int.Parse(request.Path[1..^4], CultureInfo.InvariantCulture);
        var attempt = _attempts.AddOrUpdate(i, 1, static (_, count) => count + 1);
        var version = i % 6 == 3 && attempt > 1 ? 1 : 0;
        var file = FileOf(i, version);
        var tag = $"ETag: \"{i}-{version}\"";
        var proper = request["If-Range"] is { } condition && condition != $"\"{i}-{version}\"" ? Reply.Whole(file, tag) : Reply.Rest(file, request, tag);
        var cut = proper with { Cut = proper.Body.Length / 2 };
        return (i % 6, attempt) switch
        {
            (0, 1) or (2, 1) or (3, 1) or (1, 2) => i == 0 ? proper : cut,
            (1, 1) => Reply.Status("500 Internal Server Error"),
            (1, 3) when request.From is not null => new Reply(
                $"HTTP/1.1 206 Partial Content\r\nContent-Length: {file.Length}\r\nContent-Range: bytes 0-{file.Length - 1}/{file.Length}\r\n{tag}\r\n", file),
            (2, 2) => Reply.Whole(file, tag),
            (4, 1) => new Reply($"HTTP/1.1 200 OK\r\nContent-Length: {file.Length + 5}\r\n{tag}\r\n", file),
            (5, 1) => Reply.Chunked("200 OK", file, tag) with { Cut = file.Length / 2 },
            _ => proper,
        };
    }
}
