namespace Actors.Application.Downloads;

/// <summary>How far a download is.</summary>
/// <param name="Phase">What it does.</param>
/// <param name="Received">Bytes in the part file.</param>
/// <param name="Length">Bytes of the whole file; null as long as nobody has said.</param>
/// <param name="Resumes">How often it went on where it had stopped, from a run before this one too.</param>
/// <param name="StartedOver">How often bytes that were there had to be thrown away.</param>
/// <param name="Failure">While it waits for a retry: what went wrong.</param>
/// <param name="Delay">While it waits for a retry: how long.</param>
internal readonly record struct DownloadProgress(
    DownloadPhase Phase, long Received, long? Length, int Resumes, int StartedOver, string? Failure = null, TimeSpan Delay = default);

/// <summary>What a download does.</summary>
internal enum DownloadPhase
{
    /// <summary>It has sent a request, and has no answer yet.</summary>
    Connecting,

    /// <summary>Bytes come.</summary>
    Receiving,

    /// <summary>An attempt has failed, and the next one is not due yet.</summary>
    Waiting,

    /// <summary>All bytes are there, and their hash is compared.</summary>
    Verifying,
}
