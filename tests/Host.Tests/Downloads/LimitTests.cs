using System.Globalization;
using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

/// <summary>Servers that send too much, or too little at a time.</summary>
public sealed class LimitTests : DownloadTests
{
    [Fact]
    public async Task Fetch_OfALengthBeyondTheLimit_FailsBeforeItBegins()
    {
        Server.Otherwise = static _ => Reply.Whole(File1, Tag);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { MaxBytes = File1.Length - 1 }));

        Assert.Equal("it has 20,000 bytes, and the limit is 19,999", error.Message);
        Assert.Empty(Directory.GetFiles(Folder));
        await Fetch(new() { MaxBytes = File1.Length });
        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_OfALengthBeyondTheLimit_KeepsWhatCameBefore()
    {
        await FetchHalf(Tag);
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { MaxBytes = 15_000 }));

        Assert.Equal(1, (await Fetch(new() { MaxBytes = null })).Resumes);
        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_OfABodyWithoutEnd_FailsAtTheLimitAndLeavesNothing()
    {
        // Chunk after chunk, until the other side closes.
        byte[] chunk = [.. "2710\r\n"u8, .. File1[..10_000], .. "\r\n"u8];
        Server.Otherwise = _ => new Reply("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n", [])
        {
            Send = async (stream, stopping) =>
            {
                while (true) await stream.WriteAsync(chunk, stopping);
            },
        };

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { MaxBytes = 1_000_000 }));

        Assert.Equal("it is longer than 1,000,000 bytes, the limit", error.Message);
        Assert.Empty(Directory.GetFiles(Folder));
        Assert.Single(Server.Requests);
    }

    [Fact]
    public async Task Fetch_OfAByteASecond_FailsAfterItsRetriesAndKeepsWhatCame()
    {
        // Each connection has its own: an old one, whose client has gone, must not take what is meant for the next.
        var next = new SemaphoreSlim(0);
        Server.Otherwise = request =>
        {
            var reply = Reply.Rest(File1, request, Tag);
            next = new SemaphoreSlim(0);
            return reply with { Send = (stream, stopping) => SendAsync(reply.Body, request.From is null ? Half + 1 : DownloadAttempt.Overlap, stream, stopping) };
        };

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Retries = 2, Jitter = 0 }, watch: OnProgress));

        Assert.StartsWith("the server has sent less than 100 B a second for 60 s; retries in a row without progress: 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(3, Server.Requests.Length);
        Assert.True(new FileInfo(At("file.bin.part")).Length > Half);
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);
        Assert.Equal(1, (await Fetch()).Resumes);
        AssertOnly(File1);

        // Some bytes at once, then one for each second that passes.
        async Task SendAsync(byte[] body, int atOnce, Stream stream, CancellationToken stopping)
        {
            var mine = next;
            await stream.WriteAsync(body.AsMemory(0, atOnce), stopping);
            for (var i = atOnce; i < body.Length; i++)
            {
                await mine.WaitAsync(stopping);
                await stream.WriteAsync(body.AsMemory(i, 1), stopping);
            }
        }

        void OnProgress(DownloadProgress progress)
        {
            if (progress.Phase != DownloadPhase.Receiving) return;
            if (progress.Received > Half) Time.Advance(TimeSpan.FromSeconds(1));
            next.Release();
        }
    }

    [Fact]
    public async Task Fetch_OfAByteForEachAttempt_FailsAfterItsRetries()
    {
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag) with { Cut = request.From is null ? Half : DownloadAttempt.Overlap + 1 };

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Retries = 3 }));

        // The first one brought half of it, and is no failure in a row with the others.
        Assert.Equal(4, Server.Requests.Length);
        Assert.Equal(Half + 3, new FileInfo(At("file.bin.part")).Length);
    }

    [Theory]
    [InlineData("0", 0)]
    [InlineData("500", 500)]
    [InlineData("64k", 64_000)]
    [InlineData("64KB", 64_000)]
    [InlineData("1.5M", 1_500_000)]
    [InlineData("4G", 4_000_000_000)]
    [InlineData("2TB", 2_000_000_000_000)]
    [InlineData("7b", 7)]
    public void TryParse_OfANumberOfBytes_ReadsItsUnit(string text, long bytes)
    {
        Assert.True(ByteText.TryParse(text, out var read));
        Assert.Equal(bytes, read);
    }

    [Theory]
    [InlineData("")]
    [InlineData("B")]
    [InlineData("k")]
    [InlineData("-5")]
    [InlineData("5 k")]
    [InlineData("5e3")]
    [InlineData("1,000")]
    [InlineData("9999999999999999T")]
    public void TryParse_OfSomethingElse_IsFalse(string text) => Assert.False(ByteText.TryParse(text, out _), text.ToString(CultureInfo.InvariantCulture));
}
