using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

public sealed class ResumeTests : DownloadTests
{
    [Fact]
    public async Task Fetch_ThatWasCut_GoesOnIfTheFileIsTheSame()
    {
        Server.Will(static _ => Reply.Whole(File1, Tag) with { Cut = Half }, static request => Reply.Rest(File1, request, Tag));

        Assert.Equal(new DownloadResult(File1.Length, WasThere: false, Resumes: 1, StartedOver: 0), await Fetch());

        AssertOnly(File1);
        Assert.Equal($"bytes={Half - DownloadAttempt.Overlap}-", Server.Requests[1]["Range"]);
        Assert.Equal("\"one\"", Server.Requests[1]["If-Range"]);
    }

    [Fact]
    public async Task Fetch_InAnotherRun_GoesOn()
    {
        await FetchHalf(Tag);
        Server.Will(static request => Reply.Rest(File1, request, Tag));

        Assert.Equal(1, (await Fetch()).Resumes);

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_InSmallParts_GoesOnWithoutWaiting()
    {
        Server.Will(static _ => Reply.Whole(File1, Tag) with { Cut = Half });
        Server.Otherwise = static request =>
        {
            var from = request.From!.Value;
            var to = Math.Min(from + 6000, File1.Length);
            return new Reply($"HTTP/1.1 206 Partial Content\r\nContent-Length: {to - from}\r\nContent-Range: bytes {from}-{to - 1}/{File1.Length}\r\n", File1[from..to]);
        };

        Assert.Equal(6, (await Fetch()).Resumes);

        AssertOnly(File1);
        Assert.Single(Waits);
    }

    [Fact]
    public async Task Fetch_WhereRangesAreIgnored_StartsOver()
    {
        await FetchHalf(Tag);
        Server.Will(static _ => Reply.Whole(File1, Tag));

        Assert.Equal(new DownloadResult(File1.Length, WasThere: false, Resumes: 0, StartedOver: 1), await Fetch());

        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_OfAFileThatChanged_StartsOver()
    {
        await FetchHalf(Tag);
        Server.Will(static _ => Reply.Whole(File2, OtherTag) with { Cut = Half }, static request => Reply.Rest(File2, request, OtherTag));

        Assert.Equal(new DownloadResult(File2.Length, WasThere: false, Resumes: 1, StartedOver: 1), await Fetch());

        AssertOnly(File2);
        Assert.Equal("\"two\"", Server.Requests[2]["If-Range"]);
    }

    public static TheoryData<string, string, string, string> Lies => new()
    {
        { "another tag", "206 Partial Content", "ETag: \"two\"|Content-Range: bytes {from}-19999/20000", "the file has changed on the server" },
        { "another length", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-19999/20001", "the file had 20,000 bytes, and has 20,001 now" },
        { "another place", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes 0-14095/20000", "the server sends another part than" },
        { "a wrong end", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-20001/20000", "the server sends a part, and does not say which" },
        { "no place", "206 Partial Content", "ETag: \"one\"", "the server sends a part, and does not say which" },
        { "nonsense for a place", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes here-there/all", "the server sends a part, and does not say which" },
        { "another unit", "206 Partial Content", "ETag: \"one\"|Content-Range: lines {from}-19999/20000", "the server sends a part, and does not say which" },
        { "other bytes", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-19999/20000", "the server sends other bytes than before" },
        { "many parts", "206 Partial Content", "ETag: \"one\"|Content-Type: multipart/byteranges; boundary=x", "the server sends a part, and does not say which" },
        { "a turned range", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes 19999-{from}/20000", "the server sends a part, and does not say which" },
        { "two ranges", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-19999/20000|Content-Range: bytes 0-5/20000", "the server sends a part, and does not say which" },
        { "a range of the whole", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes */20000", "the server sends a part, and does not say which" },
        { "a range without end", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-9223372036854775807/*", "the server sends another part than" },
        { "more than its range", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-19998/20000", "the server sends another part than" },
        { "less than its range", "206 Partial Content", "ETag: \"one\"|Content-Range: bytes {from}-20000/20001", "the server sends another part than" },
        { "nothing there", "416 Range Not Satisfiable", "Content-Range: bytes */5", "the server has no byte there any more" },
    };

    [Theory]
    [MemberData(nameof(Lies))]
    public async Task Fetch_WithARestThatCannotBelongToIt_StartsOver(string lie, string status, string headers, string failure)
    {
        await FetchHalf(Tag);
        Server.Will(
            request =>
            {
                // It sends what begins at 0, as if that were the place that was asked for.
                var from = request.From!.Value;
                var lines = headers.Replace("{from}", $"{from}", StringComparison.Ordinal).Split('|');
                var body = (lie == "other bytes" ? File2 : File1)[from..];
                return new Reply($"HTTP/1.1 {status}\r\nContent-Length: {body.Length}\r\n{string.Concat(lines.Select(static line => line + "\r\n"))}", body);
            },
            static _ => Reply.Whole(File2, OtherTag));

        Assert.Equal(new DownloadResult(File2.Length, WasThere: false, Resumes: 0, StartedOver: 1), await Fetch());

        AssertOnly(File2);
        Assert.StartsWith(failure, Assert.Single(Waits).Failure, StringComparison.Ordinal);
        Assert.Null(Server.Requests[2]["Range"]);
    }

    [Fact]
    public async Task Fetch_WithALongerRestThanItsRange_StartsOver()
    {
        await FetchHalf(Tag);
        Server.Will(
            static request => Reply.Chunked(
                "206 Partial Content", [.. File1[request.From!.Value..], 1, 2, 3], Tag, $"Content-Range: bytes {request.From}-{File1.Length - 1}/{File1.Length}"),
            static _ => Reply.Whole(File1, Tag));

        Assert.Equal(1, (await Fetch()).StartedOver);

        AssertOnly(File1);
        Assert.Equal("the server sends more than it says", Assert.Single(Waits).Failure);
    }

    [Fact]
    public async Task Fetch_WithAShorterRestThanItsRange_GoesOnBehindIt()
    {
        await FetchHalf(Tag);
        Server.Will(
            static request => Reply.Chunked(
                "206 Partial Content", File1[request.From!.Value..15_000], Tag, $"Content-Range: bytes {request.From}-{File1.Length - 1}/{File1.Length}"),
            static request => Reply.Rest(File1, request, Tag));

        Assert.Equal(2, (await Fetch()).Resumes);

        AssertOnly(File1);
        Assert.Equal("the connection ended early", Assert.Single(Waits).Failure);
    }

    [Fact]
    public async Task Fetch_WithAWeakTag_StartsOver()
    {
        await FetchHalf("ETag: W/\"one\"");
        Server.Will(static _ => Reply.Whole(File2, "ETag: W/\"one\""));

        await Fetch();

        AssertOnly(File2);
        Assert.Null(Server.Requests[1]["Range"]);
    }

    [Fact]
    public async Task Fetch_WithAHashAndNothingElse_GoesOn()
    {
        await FetchHalf();
        Server.Will(static request => Reply.Rest(File1, request));

        Assert.Equal(1, (await Fetch(sha256: HashOf(File1))).Resumes);

        AssertOnly(File1);
        Assert.Null(Server.Requests[1]["If-Range"]);
    }

    [Fact]
    public async Task Fetch_PutTogetherOfTwoFiles_IsToldByTheHashAndStartsOver()
    {
        await FetchHalf(Tag);
        byte[] mixed = [.. File1[..Half], .. File2[Half..]];
        Server.Will(request => Reply.Rest(mixed, request, Tag), static _ => Reply.Whole(File1, Tag));

        await Fetch(sha256: HashOf(File1));

        AssertOnly(File1);
        Assert.Null(Server.Requests[2]["Range"]);
    }

    [Theory]
    [InlineData("Sat, 01 Jan 2000 00:00:00 GMT", true)]
    [InlineData("Sat, 01 Jan 2000 00:00:01 GMT", false)]
    public async Task Fetch_WithATimeOfChange_GoesOnIfItTellsFilesApart(string modified, bool goesOn)
    {
        await FetchHalf($"Last-Modified: {modified}", "Date: Sat, 01 Jan 2000 00:00:01 GMT");
        Server.Will(request => Reply.Rest(File1, request, $"Last-Modified: {modified}"));

        Assert.Equal(goesOn ? 1 : 0, (await Fetch()).Resumes);

        AssertOnly(File1);
        Assert.Equal(goesOn ? modified : null, Server.Requests[1]["If-Range"]);
    }

    [Fact]
    public async Task Fetch_FromAnotherAddress_StartsOver()
    {
        await FetchHalf(Tag);
        Server.Will(static _ => Reply.Whole(File2, Tag));

        await Fetch(path: "other/file.bin");

        AssertOnly(File2);
        Assert.Null(Server.Requests[1]["Range"]);
    }

    [Theory]
    [InlineData("412 Precondition Failed")]
    [InlineData("400 Bad Request")]
    [InlineData("403 Forbidden")]
    [InlineData("405 Method Not Allowed")]
    [InlineData("501 Not Implemented")]
    [InlineData("304 Not Modified")]
    public async Task Fetch_WhereOnlyTheRangeIsRefused_StartsOverOnce(string status)
    {
        await FetchHalf(Tag);
        Server.Otherwise = request => request.From is null ? Reply.Whole(File1, Tag) : Reply.Status(status);

        Assert.Equal(new DownloadResult(File1.Length, WasThere: false, Resumes: 0, StartedOver: 1), await Fetch(new() { Retries = 0 }));

        AssertOnly(File1);
        Assert.Equal(3, Server.Requests.Length);
        Assert.Null(Server.Requests[2]["If-Range"]);
    }

    [Theory]
    [InlineData("412 Precondition Failed")]
    [InlineData("403 Forbidden")]
    public async Task Fetch_WhereTheWholeIsRefusedToo_FailsAndKeepsWhatCame(string status)
    {
        await FetchHalf(Tag);
        Server.Otherwise = _ => Reply.Status(status);

        var error = await Assert.ThrowsAsync<DownloadException>(() => Fetch());

        Assert.Equal($"the server answers {status}", error.Message);
        Assert.Equal(3, Server.Requests.Length);
        Assert.Equal(Half, new FileInfo(At("file.bin.part")).Length);
        Server.Otherwise = static request => Reply.Rest(File1, request, Tag);
        Assert.Equal(1, (await Fetch()).Resumes);
        AssertOnly(File1);
    }

    [Fact]
    public async Task Fetch_WithARestOfUnknownLengthThatBringsNothing_StartsOver()
    {
        Server.Will(
            static _ => Reply.Chunked("200 OK", File1, Tag) with { Cut = Half },
            static request => new Reply(
                $"HTTP/1.1 206 Partial Content\r\n{Tag}\r\nContent-Range: bytes {request.From}-{request.From + 9}/*\r\nContent-Length: 10\r\n", File1[request.From!.Value..(request.From.Value + 10)]),
            static request => request.From is null ? Reply.Chunked("200 OK", File1, Tag) : Reply.Status("404 Not Found"));

        Assert.Equal(1, (await Fetch()).StartedOver);

        AssertOnly(File1);
    }
}
