using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

public sealed class RetryTests : DownloadTests
{
    [Theory]
    [InlineData("500 Internal Server Error")]
    [InlineData("503 Service Unavailable")]
    [InlineData("429 Too Many Requests")]
    [InlineData("408 Request Timeout")]
    public async Task Fetch_WithAnErrorThatMayPass_TriesAgain(string status)
    {
        Server.Will(_ => Reply.Status(status), _ => Reply.Status(status), static _ => Reply.Whole(File1));

        await Fetch(new() { Jitter = 0 });

        AssertOnly(File1);
        Assert.Equal([TimeSpan.FromSeconds(0.5), TimeSpan.FromSeconds(1)], Waits.Select(static wait => wait.Delay));
        Assert.All(Waits, wait => Assert.Equal($"the server answers {status}", wait.Failure));
    }

    [Theory]
    [InlineData("404 Not Found")]
    [InlineData("403 Forbidden")]
    [InlineData("204 No Content")]
    [InlineData("304 Not Modified")]
    public async Task Fetch_WithAnAnswerThatWillStay_FailsAtOnce(string status)
    {
        Server.Otherwise = _ => Reply.Status(status);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Equal($"the server answers {status}", error.Message);
        Assert.Single(Server.Requests);
        Assert.Empty(Directory.GetFiles(Folder));
    }

    [Theory]
    [InlineData("Retry-After: 7")]
    [InlineData("Retry-After: Sat, 01 Jan 2000 00:00:07 GMT")]
    public async Task Fetch_ToldToComeBack_WaitsAsLong(string header)
    {
        Server.Will(_ => Reply.Status("503 Service Unavailable", header), static _ => Reply.Whole(File1));

        await Fetch();

        Assert.Equal(TimeSpan.FromSeconds(7), Assert.Single(Waits).Delay);
    }

    [Fact]
    public async Task Fetch_ToldToComeBackMuchLater_Fails()
    {
        Server.Will(static _ => Reply.Status("503 Service Unavailable", "Retry-After: 7200"));

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Contains("come back in 120 minutes", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Fetch_ThatNeverSucceeds_FailsAfterItsRetries()
    {
        Server.Otherwise = static _ => Reply.Status("500 Internal Server Error");

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Retries = 3 }));

        Assert.Equal(4, Server.Requests.Length);
    }

    [Fact]
    public async Task Fetch_ThatGetsFurtherEachTime_GoesOnForAsLongAsItTakes()
    {
        const int step = 1000;
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag) is var reply && reply.Body.Length > DownloadAttempt.Overlap + step
            ? reply with { Cut = (request.From is not null ? DownloadAttempt.Overlap : 0) + step }
            : reply;

        await Fetch(new() { Retries = 1 });

        AssertOnly(File1);
        Assert.True(Waits.Count > 10, $"{Waits.Count} retries");
    }

    [Fact]
    public async Task Fetch_ThatEndsAtTheSamePlaceEachTime_Fails()
    {
        // Without ranges: each attempt begins anew, and none gets further than the one before.
        Server.Otherwise = static _ => Reply.Whole(File1, Tag) with { Cut = Half };

        await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Retries = 3 }));

        Assert.Equal(4, Server.Requests.Length);
        Assert.False(File.Exists(At("file.bin")));
        Assert.True(File.Exists(At("file.bin.part")));
    }

    [Fact]
    public async Task Fetch_WithALengthThatNeverComes_Fails()
    {
        Server.Otherwise = static _ => new Reply($"HTTP/1.1 200 OK\r\n{Tag}\r\nContent-Length: {File1.Length + 1}\r\n", File1);

        await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.False(File.Exists(At("file.bin")));
    }

    [Fact]
    public async Task Fetch_WhenTheServerFallsSilent_TriesAgain()
    {
        Server.Will(
            static _ => Reply.Whole(File1, Tag) with { Cut = 0, Hold = new TaskCompletionSource().Task },
            static _ => Reply.Whole(File1, Tag) with { Cut = Half, Hold = new TaskCompletionSource().Task },
            static request => Reply.Rest(File1, request, Tag));
        var silent = 0;

        var result = await Fetch(watch: progress =>
        {
            // The head of the first answer, and half of the second one, have come.
            if (progress.Phase != DownloadPhase.Receiving || silent > 2 || (silent++ == 1 && progress.Received == 0)) return;
            Time.Advance(TimeSpan.FromSeconds(30));
        });

        AssertOnly(File1);
        Assert.Equal(1, result.Resumes);
        Assert.All(Waits, static wait => Assert.Equal("the server has sent nothing for 30 s", wait.Failure));
        Assert.Equal(2, Waits.Count);
    }

    [Fact]
    public async Task Fetch_WhenNothingListens_TriesAgainAndSaysWhy()
    {
        await Server.DisposeAsync();

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch(new() { Retries = 2 }));

        Assert.StartsWith("no connection to the server", error.Message, StringComparison.Ordinal);
        Assert.Equal(2, Waits.Count);
    }

    [Fact]
    public void BackoffBefore_ManyRetries_DoublesUpToItsLimit()
    {
        var options = new DownloadOptions();

        Assert.Equal([0.5, 1, 2, 4, 8, 16, 30, 30], Enumerable.Range(1, 8).Select(retry => options.BackoffBefore(retry).TotalSeconds));
        Assert.Equal(options.MaxBackoff, options.BackoffBefore(int.MaxValue));
    }
}
