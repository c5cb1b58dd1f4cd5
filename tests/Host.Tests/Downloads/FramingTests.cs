using System.Text;
using Actors.Application.Downloads;

namespace Actors.Application.Tests.Downloads;

/// <summary>Where a body ends, and which one is not taken: the rules of RFC 9112 (6.3, 7.1) as the whole download shows them.</summary>
public sealed class FramingTests : DownloadTests
{
    private const string Unknown = "error: the server does not say how long it is";
    private const string Early = "error: the connection ended early";
    private const string Unreadable = "error: the server sends a body that cannot be read";
    private const string NoLength = "error: the server sends a length that is not one number";
    private const string Coded = "error: the server sends it with the transfer coding";
    private const string NoHttp = "error: the server sends an answer that cannot be read";
    private const string TwoChunks = "2\r\nhe\r\n3\r\nllo\r\n0\r\n\r\n";

    /// <summary>Head (a line for each header, after the status), body, and what comes of it: the file, or the error.</summary>
    public static TheoryData<string, string, string> Answers => new()
    {
        // A length.
        { "200 OK|Content-Length: 5", "hello", "hello" },
        { "200 OK|content-length:5", "hello", "hello" },
        { "200 OK|Content-Length: 05", "hello", "hello" },
        { "200 OK|Content-Length: 0", "", "" },
        { "200 OK|Content-Length: 5", "hello and more", "hello" },
        { "200 OK|Content-Length: 6", "hello", Early },
        { "200 OK|Content-Length: 5|Content-Length: 5", "hello", "hello" },
        { "200 OK|Content-Length: 5, 5", "hello", "hello" },
        { "200 OK|Content-Length: 5|Content-Length: 6", "hello!", NoLength },
        { "200 OK|Content-Length: 6|Content-Length: 5", "hello!", NoLength },
        { "200 OK|Content-Length: 5, 6", "hello!", NoLength },
        { "200 OK|Content-Length: five", "hello", NoLength },
        { "200 OK|Content-Length: -5", "hello", NoLength },
        { "200 OK|Content-Length: +5", "hello", NoLength },
        { "200 OK|Content-Length: 5 5", "hello", NoLength },
        { "200 OK|Content-Length: 0x5", "hello", NoLength },
        { "200 OK|Content-Length:", "hello", NoLength },
        { "200 OK|Content-Length: 99999999999999999999", "hello", NoLength },

        // Chunks.
        { "200 OK|Transfer-Encoding: chunked", TwoChunks, "hello" },
        { "200 OK|transfer-encoding: CHUNKED", "5\r\nhello\r\n0\r\n\r\n", "hello" },
        { "200 OK|Transfer-Encoding: chunked", "005;name=\"value\"\r\nhello\r\n0\r\nTrailer: 1\r\n\r\n", "hello" },
        { "200 OK|Transfer-Encoding: chunked", "0\r\n\r\n", "" },
        { "200 OK|Transfer-Encoding: chunked", TwoChunks + "more", "hello" },
        { "200 OK|Transfer-Encoding: chunked", "5\r\nhello\r\n", Early },
        { "200 OK|Transfer-Encoding: chunked", "5\r\nhel", Early },
        { "200 OK|Transfer-Encoding: chunked", "5\r\nhello\r\n0\r\n", Early },
        { "200 OK|Transfer-Encoding: chunked", "", Early },
        { "200 OK|Transfer-Encoding: chunked", "five\r\nhello\r\n0\r\n\r\n", Unreadable },
        { "200 OK|Transfer-Encoding: chunked", "-5\r\nhello\r\n0\r\n\r\n", Unreadable },
        { "200 OK|Transfer-Encoding: chunked", "5\r\nhelloX\r\n0\r\n\r\n", Unreadable },
        { "200 OK|Transfer-Encoding: chunked", "ffffffffffffffffff\r\nhello", Unreadable },
        { "200 OK|Transfer-Encoding: chunked", "\r\nhello\r\n0\r\n\r\n", Unreadable },

        // Both: the length is ignored.
        { "200 OK|Content-Length: 3|Transfer-Encoding: chunked", TwoChunks, "hello" },
        { "200 OK|Transfer-Encoding: chunked|Content-Length: 50", TwoChunks, "hello" },
        { "200 OK|Transfer-Encoding: chunked|Content-Length: five", TwoChunks, "hello" },
        { "200 OK|Content-Length: 5|Transfer-Encoding: chunked", "5\r\nhello\r\n", Early },

        // Codings that nobody asked for, and in which the bytes would not be the file's.
        { "200 OK|Transfer-Encoding: gzip, chunked", TwoChunks, Coded },
        { "200 OK|Transfer-Encoding: gzip|Transfer-Encoding: chunked", TwoChunks, Coded },
        { "200 OK|Transfer-Encoding: chunked, chunked", TwoChunks, Coded },
        { "200 OK|Transfer-Encoding: chunked, gzip|Content-Length: 5", "hello", Coded },
        { "200 OK|Transfer-Encoding: identity|Content-Length: 5", "hello", Coded },
        { "200 OK|Transfer-Encoding: xchunked|Content-Length: 5", "hello", Coded },

        // Neither: the end of the connection is the end of the body, and a broken one looks the same.
        { "200 OK|X-Nothing: 1", "hello", Unknown },

        // Statuses without a body, statuses before the answer.
        { "204 No Content|Content-Length: 5", "hello", "error: the server answers 204 No Content" },
        { "304 Not Modified|Content-Length: 5", "hello", "error: the server answers 304 Not Modified" },
        { "100 Continue||HTTP/1.1 200 OK|Content-Length: 5", "hello", "hello" },
        { "103 Early Hints|Link: </x>||HTTP/1.1 102 Processing||HTTP/1.1 200 OK|Content-Length: 5", "hello", "hello" },
        { "101 Switching Protocols|Upgrade: x|Connection: upgrade", "hello", "error: the server answers 101 Switching Protocols" },
        { "206 Partial Content|Content-Length: 5|Content-Range: bytes 0-4/5", "hello", "error: the server sends a part, though the whole file was asked for" },

        // No HTTP.
        { "twohundred OK|Content-Length: 5", "hello", NoHttp },
        { "200 OK|Content-Length: 5|no header", "hello", NoHttp },
    };

    [Theory]
    [MemberData(nameof(Answers))]
    public async Task Fetch_Body_EndsWhereItsHeadSays(string head, string body, string outcome)
    {
        Server.Otherwise = _ => new Reply($"HTTP/1.1 {head.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n", Encoding.ASCII.GetBytes(body));

        Assert.StartsWith(outcome, await Outcome(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("HTTP/1.0 200 OK|Content-Length: 5", "hello", "hello")]
    [InlineData("HTTP/1.0 200 OK", "hello", Unknown)]
    [InlineData("HTTP/1.0 200 OK|Transfer-Encoding: chunked", TwoChunks, Coded)]
    [InlineData("HTTP/1.0 200 OK|Transfer-Encoding: chunked|Content-Length: 5", "hello", Coded)]
    [InlineData("hello", "", NoHttp)]
    public async Task Fetch_OfAnOldServer_EndsWhereItsHeadSays(string head, string body, string outcome)
    {
        Server.Otherwise = _ => new Reply($"{head.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n", Encoding.ASCII.GetBytes(body));

        Assert.StartsWith(outcome, await Outcome(), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("200 OK|X-Nothing: 1", "hello", "hello")]
    [InlineData("200 OK|X-Nothing: 1", "hell", "error: its sha256 is")]
    [InlineData("200 OK|Content-Length: 4", "hello", "error: its sha256 is")]
    [InlineData("200 OK|Content-Length: five", "hello", NoLength)]
    [InlineData("200 OK|Content-Length: 3|Transfer-Encoding: chunked", TwoChunks, "hello")]
    public async Task Fetch_BodyWithAHash_IsWhatTheHashSays(string head, string body, string outcome)
    {
        Server.Otherwise = _ => new Reply($"HTTP/1.1 {head.Replace("|", "\r\n", StringComparison.Ordinal)}\r\n", Encoding.ASCII.GetBytes(body));

        Assert.StartsWith(outcome, await Outcome(HashOf("hello"u8.ToArray())), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("X: ", 200_000)]
    [InlineData("X: 1\r\n", 200_000)]
    public async Task Fetch_WithAHeadThatDoesNotEnd_Fails(string part, int bytes)
    {
        var head = string.Concat(Enumerable.Repeat(part, bytes / part.Length));
        Server.Otherwise = _ => new Reply($"HTTP/1.1 200 OK\r\n{head}\r\n", []);

        Assert.StartsWith(NoHttp, await Outcome(), StringComparison.Ordinal);
    }

    private async Task<string> Outcome(string? sha256 = null)
    {
        try
        {
            await Fetch(new() { Retries = 0 }, sha256);
        }
        catch (DownloadException error)
        {
            Assert.False(Path.Exists(At("file.bin")));
            return $"error: {error.Message}";
        }

        Assert.Equal(["file.bin"], Directory.GetFiles(Folder).Select(Path.GetFileName));
        return await File.ReadAllTextAsync(At("file.bin"));
    }
}
