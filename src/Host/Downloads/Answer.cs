using System.Globalization;

namespace Actors.Application.Downloads;

/// <summary>What an answer is good for, by its head alone.</summary>
/// <param name="Offset">Where its first byte belongs: 0 for a whole file.</param>
/// <param name="Count">How many bytes it has; null when it ends where its chunks end.</param>
/// <param name="FileLength">How many bytes the whole file has; null when it does not say.</param>
internal readonly record struct Answer(long Offset, long? Count, long? FileLength)
{
    /// <summary>Reads an answer, and refuses what cannot be used.</summary>
    /// <param name="response">The answer, its body unread.</param>
    /// <param name="from">Where it was asked to begin; null when the whole file was asked for.</param>
    /// <param name="record">What is there already; null when that is nothing.</param>
    /// <param name="request">What was asked for.</param>
    /// <param name="options">What is too large, and how long a server may ask to be left alone.</param>
    /// <param name="now">The time.</param>
    /// <exception cref="AttemptException">Another attempt may have an answer that can be used.</exception>
    /// <exception cref="DownloadException">None will.</exception>
    public static Answer Read(
        HttpResponseMessage response, long? from, PartRecord? record, DownloadRequest request, DownloadOptions options, DateTimeOffset now)
    {
        var status = (int)response.StatusCode;
        if (status is 416 && from is not null) throw new AttemptException("the server has no byte there any more") { StartOver = true };
        if (status is 408 or 429 or >= 500) throw Later(response, options, now);
        if (status is not (200 or 206)) throw new DownloadException($"the server answers {Name(response)}");

        RefuseCoding(response, request);
        var length = BodyFraming.LengthOf(response);
        var answer = status == 200 ? Whole(response, length, request) : Part(response, length, from, record);
        return answer.FileLength > options.MaxBytes
            ? throw new DownloadException($"it has {ByteText.Exact(answer.FileLength.Value)} bytes, and the limit is {ByteText.Exact(options.MaxBytes.Value)}")
            : answer;
    }

    /// <summary>Whether the server may only refuse to send a part: the whole file is worth one more request.</summary>
    /// <remarks>What may pass (408, 429, 5xx but 501) says nothing about the part, and 416 is no refusal of parts.</remarks>
    public static bool MayRefuseThePart(HttpResponseMessage response) =>
        (int)response.StatusCode is var status && status is not (200 or 206 or 408 or 416 or 429) and (< 500 or 501);

    // Without a word about it in name or type, only the hash tells whether the file or its sending was coded.
    private static void RefuseCoding(HttpResponseMessage response, DownloadRequest request)
    {
        var codings = response.Content.Headers.ContentEncoding.Where(static coding => !coding.Equals("identity", StringComparison.OrdinalIgnoreCase)).ToArray();
        if (codings.Length == 0 || request.Sha256 is not null) return;
        if (codings is [var coding] && FileCoding.IsOfFile(coding, request.FileName, response.Content.Headers.ContentType?.MediaType)) return;
        throw new DownloadException($"the server sends it as {string.Join(", ", codings)}, though the file as it is was asked for; its sha256 would tell which it is");
    }

    private static Answer Whole(HttpResponseMessage response, long? length, DownloadRequest request)
    {
        if (length is null && response.Headers.TransferEncodingChunked != true && response.Version.Major < 2 && request.Sha256 is null)
        {
            throw new DownloadException("the server does not say how long it is, so that a file that was cut off would look complete; its sha256 would tell");
        }

        return new Answer(0, length, length);
    }

    private static Answer Part(HttpResponseMessage response, long? length, long? from, PartRecord? record)
    {
        if (from is not { } offset) throw new AttemptException("the server sends a part, though the whole file was asked for");
        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Range", out var ranges) || ranges.Count != 1 ||
            response.Content.Headers.ContentRange is not { Unit: "bytes", From: { } first, To: { } last } range)
        {
            throw new AttemptException("the server sends a part, and does not say which") { StartOver = true };
        }

        var count = last - first + 1;
        if (first != offset || last >= range.Length || (length ?? count) != count)
        {
            throw new AttemptException($"the server sends another part than bytes {offset} and on: {range}, {length} bytes")
            {
                StartOver = true,
            };
        }

        if (record?.Contradiction(response, range.Length) is { } contradiction) throw new AttemptException(contradiction) { StartOver = true };
        return new Answer(offset, count, range.Length);
    }

    private static Exception Later(HttpResponseMessage response, DownloadOptions options, DateTimeOffset now)
    {
        var wait = response.Headers.RetryAfter switch
        {
            { Delta: { } delta } => delta,
            { Date: { } date } => date - now,
            _ => (TimeSpan?)null,
        };
        return wait > options.MaxRetryAfter
            ? new DownloadException(string.Create(
                CultureInfo.InvariantCulture,
                $"the server answers {Name(response)}, and asks to come back in {wait.Value.TotalMinutes:0} minutes"))
            : new AttemptException($"the server answers {Name(response)}") { RetryAfter = wait };
    }

    private static string Name(HttpResponseMessage response) =>
        string.IsNullOrWhiteSpace(response.ReasonPhrase) || response.ReasonPhrase.Any(char.IsControl)
            ? ((int)response.StatusCode).ToString(CultureInfo.InvariantCulture)
            : $"{(int)response.StatusCode} {response.ReasonPhrase}";
}
