namespace Actors.Application.Downloads;

/// <summary>Content codings that belong to the file: servers send <c>a.tar.gz</c> with <c>Content-Encoding: x-gzip</c>, and mean the file as it is.</summary>
internal static class FileCoding
{
    private static readonly Coding[] Codings =
    [
        new(["gzip", "x-gzip"], [".gz", ".gzip", ".tgz", ".taz", ".svgz"], ["application/gzip", "application/x-gzip", "application/x-tgz", "application/x-gtar-compressed"]),
        new(["compress", "x-compress"], [".Z", ".taz"], ["application/x-compress"]),
        new(["bzip2", "x-bzip2"], [".bz2", ".tbz", ".tbz2"], ["application/x-bzip2", "application/x-bzip"]),
        new(["xz", "x-xz"], [".xz", ".txz"], ["application/x-xz"]),
        new(["zstd"], [".zst", ".zstd", ".tzst"], ["application/zstd", "application/x-zstd"]),
        new(["br"], [".br"], ["application/x-brotli"]),
    ];

    /// <summary>Whether the body with this coding is the file itself, by its name or its type.</summary>
    public static bool IsOfFile(string coding, string fileName, string? mediaType) => Codings.Any(known =>
        known.Names.Contains(coding, StringComparer.OrdinalIgnoreCase) &&
        (known.Extensions.Any(extension => fileName.EndsWith(extension, StringComparison.OrdinalIgnoreCase)) ||
            known.MediaTypes.Contains(mediaType, StringComparer.OrdinalIgnoreCase)));

    private sealed record Coding(string[] Names, string[] Extensions, string[] MediaTypes);
}
