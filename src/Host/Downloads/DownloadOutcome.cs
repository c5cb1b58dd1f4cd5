namespace Actors.Application.Downloads;

/// <summary>How one download of several ended.</summary>
/// <param name="Request">Which one.</param>
/// <param name="Last">How far it was.</param>
/// <param name="Result">The file, if it is there.</param>
/// <param name="Error">Why it is not; null when it is, or when it was stopped.</param>
internal sealed record DownloadOutcome(DownloadRequest Request, DownloadProgress Last, DownloadResult? Result = null, string? Error = null);
