using System.Globalization;
using System.Text;

namespace Actors.Application.Tests.Downloads;

/// <summary>What the hostile server answers, byte by byte.</summary>
internal sealed record Reply(string Head, byte[] Body)
{
    /// <summary>After so many bytes of the body the connection is closed.</summary>
    public int? Cut { get; init; }

    /// <summary>What comes behind the <see cref="Cut"/> waits for this, and never comes if this never ends.</summary>
    public Task? Hold { get; init; }

    /// <summary>Sends the body in its own way, instead of all at once; the connection is closed after it.</summary>
    public Func<Stream, CancellationToken, Task>? Send { get; init; }

    public static Reply Status(string status, params string[] headers) => new($"HTTP/1.1 {status}\r\n{Lines(["Content-Length: 0", .. headers])}", []);

    /// <summary>The whole file.</summary>
    public static Reply Whole(byte[] file, params string[] headers) =>
        new($"HTTP/1.1 200 OK\r\n{Lines([$"Content-Length: {file.Length}", .. headers])}", file);

    /// <summary>The file from where it was asked for, as servers do that mean it.</summary>
    public static Reply Rest(byte[] file, SeenRequest request, params string[] headers)
    {
        if (request.From is not { } from) return Whole(file, headers);
        var body = file[from..];
        return new($"HTTP/1.1 206 Partial Content\r\n{Lines([$"Content-Length: {body.Length}", $"Content-Range: bytes {from}-{file.Length - 1}/{file.Length}", .. headers])}", body);
    }

    public static Reply Chunked(string status, byte[] file, params string[] headers) =>
        new(
            $"HTTP/1.1 {status}\r\n{Lines(["Transfer-Encoding: chunked", .. headers])}",
            [.. Encoding.ASCII.GetBytes(file.Length.ToString("x", CultureInfo.InvariantCulture) + "\r\n"), .. file, .. "\r\n0\r\n\r\n"u8]);

    private static string Lines(IEnumerable<string> headers) => string.Concat(headers.Select(static header => header + "\r\n"));
}
