namespace Actors.Application.Downloads;

/// <summary>What is to be fetched, and where it goes.</summary>
/// <param name="Url">An absolute <c>http</c> or <c>https</c> address.</param>
/// <param name="Directory">The folder; it exists.</param>
/// <param name="FileName">A name as <see cref="FileNames"/> makes them: it cannot lead out of the folder.</param>
/// <param name="Sha256">64 hexadecimal digits, or null when the hash is not known.</param>
internal sealed record DownloadRequest(Uri Url, string Directory, string FileName, string? Sha256 = null)
{
    /// <summary>Where the file is once it is complete, and never before.</summary>
    public string FilePath => Path.Combine(Directory, FileName);
}
