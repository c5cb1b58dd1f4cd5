namespace Actors.Application.Downloads;

/// <summary>A file that is there.</summary>
/// <param name="Length">Its bytes.</param>
/// <param name="WasThere">Whether it was there before, so that nothing was fetched.</param>
/// <param name="Resumes">How often this run went on where something had stopped.</param>
/// <param name="StartedOver">How often this run threw bytes away.</param>
internal sealed record DownloadResult(long Length, bool WasThere, int Resumes, int StartedOver);
