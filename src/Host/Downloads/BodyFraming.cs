using System.Globalization;
using System.Net;

namespace Actors.Application.Downloads;

/// <summary>Where the body of an answer ends, by the rules of RFC 9112, 6.3, as far as HttpClient leaves them to its caller.</summary>
internal static class BodyFraming
{
    /// <summary>The length of the body that the head gives; null when the body itself shows its end, or only the end of the connection does.</summary>
    /// <exception cref="DownloadException">What the head says cannot be relied on.</exception>
    public static long? LengthOf(HttpResponseMessage response)
    {
        if (response.Headers.NonValidated.TryGetValues("Transfer-Encoding", out var codings))
        {
            // HttpClient undoes chunks and no other coding, whose bytes would be saved as the file's. With chunks, a length means nothing.
            var coding = string.Join(", ", codings);
            return response.Version >= HttpVersion.Version11 && coding.Equals("chunked", StringComparison.OrdinalIgnoreCase)
                ? null
                : throw new DownloadException($"the server sends it with the transfer coding '{coding}' in HTTP {response.Version}, which nobody asked for");
        }

        if (!response.Content.Headers.NonValidated.TryGetValues("Content-Length", out var values)) return null;
        var text = string.Join(", ", values);
        long? length = null;
        foreach (var value in text.Split(','))
        {
            // One length may be there many times; two lengths are none.
            if (!long.TryParse(value.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || (length ?? number) != number)
            {
                throw new DownloadException($"the server sends a length that is not one number: '{text}'");
            }

            length = number;
        }

        return length;
    }
}
