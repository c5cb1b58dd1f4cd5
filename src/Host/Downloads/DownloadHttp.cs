using System.Net;

namespace Actors.Application.Downloads;

/// <summary>Requests as downloads need them: the file's own bytes, and redirects only to where they may lead.</summary>
internal static class DownloadHttp
{
    private const int MaxRedirects = 10;

    /// <summary>A client for any number of downloads.</summary>
    public static HttpClient CreateClient() => new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false,
        AutomaticDecompression = DecompressionMethods.None,
        UseCookies = false,
        PooledConnectionLifetime = TimeSpan.FromMinutes(2),
    })
    {
        // A download has its own measure: it may take days, as long as bytes come.
        Timeout = Timeout.InfiniteTimeSpan,
    };

    /// <summary>Asks for a file from an offset on, and follows redirects.</summary>
    public static async Task<HttpResponseMessage> GetAsync(
        HttpClient client, Uri url, long? from, PartRecord? record, StallGuard guard)
    {
        var address = url;
        for (var redirects = 0; ; redirects++)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, address);
            request.Headers.AcceptEncoding.ParseAdd("identity");
            request.Headers.UserAgent.ParseAdd("Actors.Host/1.0");
            if (from is not null)
            {
                request.Headers.Range = new System.Net.Http.Headers.RangeHeaderValue(from, null);
                request.Headers.IfRange = record?.Condition;
            }

            var response = await client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, guard.Token).ConfigureAwait(false);
            guard.Kick();
            if (response.StatusCode is not (HttpStatusCode.MovedPermanently or HttpStatusCode.Found or HttpStatusCode.SeeOther
                or HttpStatusCode.TemporaryRedirect or HttpStatusCode.PermanentRedirect)) return response;

            var location = response.Headers.Location;
            response.Dispose();
            if (redirects == MaxRedirects) throw new DownloadException($"it is redirected more than {MaxRedirects} times, last to {address}");
            address = Follow(address, location);
        }
    }

    private static Uri Follow(Uri from, Uri? location)
    {
        if (location is null) throw new DownloadException($"{from} redirects without saying where to");
        if (!Uri.TryCreate(from, location, out var to)) throw new DownloadException($"{from} redirects to '{location.OriginalString}', which is no address");
        if (to.Scheme != Uri.UriSchemeHttp && to.Scheme != Uri.UriSchemeHttps)
        {
            throw new DownloadException($"it is redirected to {to}, and only http and https are followed");
        }

        return from.Scheme == Uri.UriSchemeHttps && to.Scheme == Uri.UriSchemeHttp
            ? throw new DownloadException($"it is redirected from https to {to}, where anybody on the way could change it")
            : to;
    }
}
