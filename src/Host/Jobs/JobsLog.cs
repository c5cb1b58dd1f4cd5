using Microsoft.Extensions.Logging;

namespace Actors.Application.Jobs;

/// <summary>What the jobs log. Ids: 140 to 159.</summary>
internal static partial class JobsLog
{
    [LoggerMessage(140, LogLevel.Information, "Job {Id} runs: {Title}")]
    public static partial void Started(this ILogger logger, long id, string title);

    [LoggerMessage(141, LogLevel.Information, "Job {Id} has ended: {State} {Message}")]
    public static partial void Ended(this ILogger logger, long id, ListedJobState state, string? message);

    [LoggerMessage(142, LogLevel.Information, "Job {Id} was interrupted.")]
    public static partial void Interrupted(this ILogger logger, long id);

    [LoggerMessage(144, LogLevel.Error, "Job {Id} has failed, since its state cannot be written: {Reason}")]
    public static partial void Unwritten(this ILogger logger, long id, string reason);

    [LoggerMessage(145, LogLevel.Warning, "What job {Id} had fetched cannot be removed: {Reason}")]
    public static partial void PartStays(this ILogger logger, long id, string reason);

    [LoggerMessage(143, LogLevel.Error, "A handler of JobList.Changed has thrown, at a change of job {Id}.")]
    public static partial void HandlerFailed(this ILogger logger, long id, Exception error);
}
