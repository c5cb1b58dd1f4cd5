using System.Diagnostics.CodeAnalysis;

namespace Actors.Application.Downloads;

/// <summary>What to fetch, from addresses as people write them: <c>URL</c> or <c>URL#sha256=HEX</c>.</summary>
internal static class DownloadList
{
    private const string HashKey = "#sha256=";
    private const int HashLength = 64;

    /// <summary>Reads one address.</summary>
    /// <param name="text">What was written.</param>
    /// <param name="url">The address without what stands behind <c>#</c>.</param>
    /// <param name="sha256">The hash; null when none was given.</param>
    /// <param name="error">What is wrong with it.</param>
    public static bool TryParse(string text, [NotNullWhen(true)] out Uri? url, out string? sha256, [NotNullWhen(false)] out string? error)
    {
        sha256 = null;
        error = null;
        var hash = text.IndexOf('#', StringComparison.Ordinal);
        var address = hash < 0 ? text : text[..hash];
        if (!Uri.TryCreate(address, UriKind.Absolute, out url) || (url.Scheme != Uri.UriSchemeHttp && url.Scheme != Uri.UriSchemeHttps))
        {
            error = $"'{text}' is no address to fetch: write http://… or https://….";
        }
        else if (url.UserInfo.Length > 0)
        {
            error = $"'{url.Host}' has a user name before it: addresses with names and passwords are not supported.";
        }
        else if (hash >= 0)
        {
            sha256 = text[hash..].StartsWith(HashKey, StringComparison.OrdinalIgnoreCase) ? text[(hash + HashKey.Length)..] : "";
            if (sha256.Length != HashLength || !sha256.All(char.IsAsciiHexDigit))
            {
                error = $"'{text}' is no address to fetch: behind '#' there can only be sha256= and {HashLength} hexadecimal digits.";
            }
        }

        return error is null;
    }

    /// <summary>Gives each address a name in the folder, each a different one.</summary>
    /// <param name="texts">Addresses that <see cref="TryParse"/> accepts.</param>
    /// <param name="directory">The folder.</param>
    /// <param name="error">Which two addresses cannot be told apart.</param>
    public static IReadOnlyList<DownloadRequest>? TryPlan(IEnumerable<string> texts, string directory, out string? error)
    {
        var all = new List<DownloadRequest>();
        foreach (var text in texts)
        {
            if (!TryParse(text, out var url, out var sha256, out error)) return null;
            all.Add(new DownloadRequest(url, directory, FileNames.FromUrl(url), sha256));
        }

        error = Twice(all.Select(static request => request.Url.AbsoluteUri), "is given twice.");
        if (error is not null) return null;

        // File systems that ignore case would see one file where there are two names.
        var requests = all
            .GroupBy(static request => request.FileName, StringComparer.OrdinalIgnoreCase)
            .SelectMany(static same => same.Count() == 1 ? same : same.Select(static request => request with { FileName = FileNames.Distinct(request.Url) }))
            .ToDictionary(static request => request.Url.AbsoluteUri);
        error = Twice(requests.Values.Select(static request => request.FileName), "would be the name of two files: fetch one of them into another folder.");
        return error is null ? all.ConvertAll(request => requests[request.Url.AbsoluteUri]) : null;
    }

    private static string? Twice(IEnumerable<string> names, string what) =>
        names.GroupBy(static name => name, StringComparer.OrdinalIgnoreCase).FirstOrDefault(static same => same.Count() > 1) is { Key: var name }
            ? $"'{name}' {what}"
            : null;
}
