using System.Net;
using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

public sealed class WholeFileTests : DownloadTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2 * Half)]
    [InlineData(1_000_000)]
    public async Task Fetch_OfAnySize_LeavesTheFileAlone(int size)
    {
        var file = Bytes(3, size);
        Server.Will(_ => Reply.Whole(file, Tag));

        Assert.Equal(new DownloadResult(size, WasThere: false, 0, 0), await Fetch());

        AssertOnly(file);
        var request = Assert.Single(Server.Requests);
        Assert.Equal("identity", request["Accept-Encoding"]);
        Assert.Null(request["Range"]);
    }

    [Fact]
    public async Task Fetch_Chunked_EndsWithTheLastChunk()
    {
        Server.Will(static _ => Reply.Chunked("200 OK", File1));

        await Fetch();

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_ChunkedAndCut_IsNotTakenForComplete()
    {
        Server.Will(static _ => Reply.Chunked("200 OK", File1) with { Cut = Half }, static _ => Reply.Chunked("200 OK", File1));

        await Fetch();

        AssertOnly(File1);
        Assert.Single(Waits);
    }

    [Fact]
    public async Task Fetch_OfUnknownLength_IsRefusedWithoutAHash()
    {
        Server.Otherwise = static _ => new Reply("HTTP/1.1 200 OK\r\n", File1);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Contains("does not say how long it is", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
        await Fetch(sha256: HashOf(File1));
        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_OfUnknownLengthAndCut_IsToldByTheHash()
    {
        Server.Otherwise = static _ => new Reply("HTTP/1.1 200 OK\r\n", File1) { Cut = Half };

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(sha256: HashOf(File1)));

        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Fetch_CompressedThoughNotAskedFor_IsRefused()
    {
        Server.Otherwise = static _ => Reply.Whole(File1, "Content-Encoding: gzip");

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Contains("sends it as gzip", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("a.tar.gz", "x-gzip", null)]
    [InlineData("a.TGZ", "gzip", null)]
    [InlineData("a.tar.xz", "xz", null)]
    [InlineData("a", "GZIP", "application/x-gzip; charset=binary")]
    [InlineData("a.zst", "identity, zstd", null)]
    public async Task Fetch_OfAFileThatIsCompressedItself_SavesItAsSent(string name, string coding, string? type)
    {
        Server.Otherwise = _ => Reply.Whole(File1, [Tag, $"Content-Encoding: {coding}", .. type is null ? (string[])[] : [$"Content-Type: {type}"]]);
        var request = new DownloadRequest(Server.Url(name), Folder, name);

        await new Download(request, new(), Client, Time).RunAsync(null, default).WaitAsync(Limit);

        Assert.Equal(File1, await File.ReadAllBytesAsync(At(name)));
    }

    [Theory]
    [InlineData("a.tar.gz", "br")]
    [InlineData("a.tar.gz", "gzip, gzip")]
    [InlineData("a.gz.txt", "gzip")]
    [InlineData("a.zip", "deflate")]
    public async Task Fetch_WithACodingThatIsNotTheFiles_IsRefused(string name, string coding)
    {
        Server.Otherwise = _ => Reply.Whole(File1, Tag, $"Content-Encoding: {coding}");
        var request = new DownloadRequest(Server.Url(name), Folder, name);

        var error = await Assert.ThrowsAsync<DownloadException>(() => new Download(request, new(), Client, Time).RunAsync(null, default).WaitAsync(Limit));

        Assert.Contains($"sends it as {coding}", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_CompressedWithAHash_IsWhatTheHashSays()
    {
        Server.Otherwise = static _ => Reply.Whole(File1, Tag, "Content-Encoding: gzip");

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(sha256: HashOf(File2)));
        await Fetch(sha256: HashOf(File1));

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_APartThoughTheWholeWasAskedFor_IsNotTaken()
    {
        Server.Will(static _ => new Reply($"HTTP/1.1 206 Partial Content\r\nContent-Length: 5\r\nContent-Range: bytes 0-4/5\r\n", File1[..5]), static _ => Reply.Whole(File1));

        await Fetch();

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_ThatIsThere_AsksNothing()
    {
        await File.WriteAllBytesAsync(At("file.bin"), File2);

        Assert.Equal(new DownloadResult(File2.Length, WasThere: true, 0, 0), await Fetch());
        Assert.True((await Fetch(sha256: HashOf(File2))).WasThere);
        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(sha256: HashOf(File1)));

        Assert.Contains("--overwrite", error.Message, StringComparison.Ordinal);
        Assert.Empty(Server.Requests);
        AssertOnly(File2);
    }

    [Fact]
    public async Task Fetch_Overwriting_ReplacesTheFileAtTheEnd()
    {
        await File.WriteAllBytesAsync(At("file.bin"), File2);
        Server.Will(static _ => Reply.Whole(File1, Tag) with { Cut = Half }, static request => Reply.Rest(File1, request, Tag));

        await Fetch(new() { Overwrite = true }, watch: _ => Assert.Equal(File2, File.ReadAllBytes(At("file.bin"))));

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_WithAWrongHash_LeavesNothing()
    {
        Server.Otherwise = static _ => Reply.Whole(File1, Tag);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(sha256: HashOf(File2)));

        Assert.Contains(HashOf(File2), error.Message, StringComparison.OrdinalIgnoreCase);
        Assert.Empty(Directory.GetFiles(Folder));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_ToAFolder_IsRefused()
    {
        Directory.CreateDirectory(At("file.bin"));

        await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Empty(Server.Requests);
    }

    [Fact]
    public async Task Fetch_OfANameThatIsUnderWay_IsRefused()
    {
        var go = new TaskCompletionSource();
        var started = new TaskCompletionSource();
        Server.Will(_ => Reply.Whole(File1, Tag) with { Cut = Half, Hold = go.Task });
        var first = Fetch(watch: progress =>
        {
            if (progress.Received == Half) started.TrySetResult();
        });
        await started.Task.WaitAsync(Limit);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Contains("another download of 'file.bin' is under way", error.Message, StringComparison.Ordinal);
        go.SetResult();
        await first;
        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_Redirected_FollowsToTheFile()
    {
        Server.Will(static _ => Reply.Status("302 Found", "Location: /other?a=1"), static _ => Reply.Status("307 Temporary Redirect", "Location: last"), static _ => Reply.Whole(File1));

        await Fetch();

        Assert.Equal(["/file.bin", "/other?a=1", "/last"], Server.Requests.Select(static request => request.Path));
        AssertOnly(File1);
    }

    [Theory]
    [InlineData("Location: /file.bin", "more than 10 times")]
    [InlineData("Location: ftp://example.org/file.bin", "only http and https")]
    [InlineData("Location: file:///etc/passwd", "only http and https")]
    [InlineData("X-Nothing: 1", "without saying where to")]
    [InlineData("Location: //[::1", "redirects to '//[::1', which is no address")]
    [InlineData("Location: http://", "redirects")]
    [InlineData("Location: http://a b/", "redirects")]
    [InlineData("Location: http://h:99999999/", "redirects")]
    public async Task Fetch_RedirectedWrongly_Fails(string header, string message)
    {
        Server.Otherwise = _ => Reply.Status("301 Moved Permanently", header);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Contains(message, error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Fact]
    public async Task Fetch_RedirectedFromHttpsToHttp_Fails()
    {
        using var client = new HttpClient(new Redirecting());
        var request = new DownloadRequest(new Uri("https://example.org/file.bin"), Folder, "file.bin");

        var error = await Assert.ThrowsAsync<DownloadException>(() => new Download(request, new(), client, Time).RunAsync(null, default));

        Assert.Contains("from https to http://example.org/", error.Message, StringComparison.Ordinal);
    }

    private sealed class Redirecting : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.Found) { Headers = { Location = new Uri("http://example.org/") } });
    }
}
