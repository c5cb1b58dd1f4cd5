namespace Actors.Application.Jobs;

/// <summary>A job as others see it, at one moment.</summary>
/// <param name="Id">Its number.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Title">The address, or the command.</param>
/// <param name="FilePath">The file of a download once it is done; that of a command's output from its start.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">Why it failed, how the command ended, or what a download waits for.</param>
/// <param name="Received">Bytes that have come, of a download that runs.</param>
/// <param name="Length">Bytes of the whole file; null as long as it is not known.</param>
internal sealed record ListedJob(
    long Id, JobKind Kind, string Title, string FilePath, ListedJobState State, string? Message, long Received = 0, long? Length = null);
