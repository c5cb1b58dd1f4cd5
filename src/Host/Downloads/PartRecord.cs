using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace Actors.Application.Downloads;

/// <summary>What the bytes of a part file belong to: without it they are worth nothing.</summary>
/// <remarks>It is one line, the hash of the text before the text, so that one which was written half is known for it.</remarks>
internal sealed record PartRecord
{
    /// <summary>The address that the bytes came from: another one's are another file's, whatever its validators say.</summary>
    public required string Url { get; init; }

    /// <summary>The strong entity tag, or null.</summary>
    public string? ETag { get; init; }

    /// <summary>The time of the last change, where it is as good as a strong tag; else null.</summary>
    public DateTimeOffset? LastModified { get; init; }

    /// <summary>Bytes of the whole file; null as long as nobody has said.</summary>
    public long? Length { get; init; }

    /// <summary>Bytes that are on the disk, whatever happens to the machine.</summary>
    public long Durable { get; init; }

    /// <summary>Which start of the machine wrote it; null where that cannot be known. Within the same one a process that was killed
    /// has lost nothing that it had written.</summary>
    public string? Boot { get; init; }

    /// <summary>What makes a server send the rest only if the file has not changed; null where nothing could tell it.</summary>
    public RangeConditionHeaderValue? Condition =>
        ETag is not null ? new RangeConditionHeaderValue(EntityTagHeaderValue.Parse(ETag))
        : LastModified is { } date ? new RangeConditionHeaderValue(date)
        : null;

    /// <summary>Takes from an answer what the file can be known by later.</summary>
    public static PartRecord From(Uri url, HttpResponseMessage response, long? length)
    {
        var modified = response.Content.Headers.LastModified;

        // A file that changed in the same second may change once more in it, and have the same time (RFC 9110, 8.8.2.2).
        var isStrong = response.Headers.Date is { } date && modified <= date - TimeSpan.FromSeconds(1);
        return new PartRecord
        {
            Url = url.AbsoluteUri,
            ETag = response.Headers.ETag is { IsWeak: false } tag ? tag.ToString() : null,
            LastModified = isStrong ? modified : null,
            Length = length,
        };
    }

    /// <summary>Why an answer with another part of the file is known to be one of another file; null when it is not.</summary>
    public string? Contradiction(HttpResponseMessage response, long? length)
    {
        if (Length is { } known && length is { } said && known != said) return $"the file had {Number(known)} bytes, and has {Number(said)} now";
        if (ETag is not null && response.Headers.ETag is { } tag && tag.ToString() != ETag) return "the file has changed on the server";
        return LastModified is { } before && response.Content.Headers.LastModified is { } now && now != before ? "the file has changed on the server" : null;
    }

    public byte[] ToLine()
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(this);
        return [.. Encoding.ASCII.GetBytes(Convert.ToHexString(SHA256.HashData(text))), (byte)' ', .. text, (byte)'\n'];
    }

    public static PartRecord? FromLine(ReadOnlySpan<byte> file)
    {
        const int hash = 64;
        var end = file.IndexOf((byte)'\n');
        if (end <= hash) return null;
        var text = file[(hash + 1)..end];
        if (Encoding.ASCII.GetString(file[..hash]) != Convert.ToHexString(SHA256.HashData(text))) return null;
        try
        {
            return JsonSerializer.Deserialize<PartRecord>(text) is { IsPossible: true } record ? record : null;
        }
        catch (JsonException)
        {
            // Of another version.
            return null;
        }
    }

    // The hash before the text tells what was written half, and not what another program has written.
    private bool IsPossible =>
        Url is not null && Length is null or >= 0 && Durable >= 0 && (ETag is null || EntityTagHeaderValue.TryParse(ETag, out _));

    private static string Number(long bytes) => bytes.ToString("N0", CultureInfo.InvariantCulture);
}
