using System.Security.Cryptography;
using Actors.Application.Downloads;
using Actors.TestKit;

namespace Actors.Application.Tests.Downloads;

/// <summary>What every class of tests of downloads has: a hostile server, a folder, a clock that moves when a download waits for it.</summary>
public abstract class DownloadTests : IAsyncLifetime
{
    protected const string Tag = "ETag: \"one\"";
    protected const string OtherTag = "ETag: \"two\"";

    /// <summary>More than the bytes that are asked for twice.</summary>
    protected const int Half = 10_000;

    internal static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("actors-fetch-");

    internal HostileServer Server { get; } = new();

    internal VirtualTime Time { get; } = new(ClockMode.Manual);

    internal HttpClient Client { get; set; } = DownloadHttp.CreateClient();

    internal string Folder => _folder.FullName;

    /// <summary>What has been waited for between attempts.</summary>
    internal List<DownloadProgress> Waits { get; } = [];

    internal static byte[] File1 { get; } = Bytes(1, 2 * Half);

    internal static byte[] File2 { get; } = Bytes(2, 2 * Half);

    public Task InitializeAsync() => Task.CompletedTask;

    public virtual async Task DisposeAsync()
    {
        Client.Dispose();
        await Server.DisposeAsync();
        _folder.Delete(recursive: true);
    }

    internal static byte[] Bytes(int seed, int count)
    {
        // The same in each run; no two places look alike.
        var bytes = new byte[count];
        for (var i = 0; i < count; i += SHA256.HashSizeInBytes)
        {
            SHA256.HashData([(byte)seed, .. BitConverter.GetBytes(i)]).AsSpan(0, Math.Min(SHA256.HashSizeInBytes, count - i)).CopyTo(bytes.AsSpan(i));
        }

        return bytes;
    }

    internal static string HashOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));

    internal string At(string name) => Path.Combine(Folder, name);

    /// <summary>Fetches a file; the clock goes on when the download waits.</summary>
    internal Task<DownloadResult> Fetch(
        DownloadOptions? options = null, string? sha256 = null, Action<DownloadProgress>? watch = null, string path = "file.bin", CancellationToken cancellationToken = default)
    {
        var request = new DownloadRequest(Server.Url(path), Folder, "file.bin", sha256);
        return new Download(request, options ?? new(), Client, Time).RunAsync(new Watching(OnProgress), cancellationToken).WaitAsync(Limit, CancellationToken.None);

        void OnProgress(DownloadProgress progress)
        {
            watch?.Invoke(progress);
            if (progress.Phase != DownloadPhase.Waiting) return;
            Waits.Add(progress);
            Time.Advance(progress.Delay);
        }
    }

    /// <summary>Fetches half of the first file, and is stopped then.</summary>
    internal async Task FetchHalf(params string[] headers)
    {
        Server.Will(_ => Reply.Whole(File1, headers) with { Cut = Half, Hold = new TaskCompletionSource().Task });
        using var stop = new CancellationTokenSource();
        await Assert.ThrowsAnyAsync<OperationCanceledException>(() => Fetch(
            watch: progress =>
            {
                if (progress.Received == Half) stop.Cancel();
            },
            cancellationToken: stop.Token));
        Assert.Equal(Half, new FileInfo(At("file.bin.part")).Length);
    }

    /// <summary>The file is there, and nothing else.</summary>
    internal void AssertOnly(byte[] file)
    {
        Assert.Equal(["file.bin"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        Assert.True(file.AsSpan().SequenceEqual(File.ReadAllBytes(At("file.bin"))), "The file has other bytes.");
    }

    private sealed class Watching(Action<DownloadProgress> watch) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => watch(value);
    }
}
