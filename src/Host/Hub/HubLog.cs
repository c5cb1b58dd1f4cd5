using System.Net;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Hub;

/// <summary>What the hub logs. Ids: 100 to 119.</summary>
internal static partial class HubLog
{
    [LoggerMessage(100, LogLevel.Information, "The hub listens on {EndPoint}{Kind}.")]
    public static partial void Listening(this ILogger logger, EndPoint endPoint, string kind);

    [LoggerMessage(101, LogLevel.Information, "The hub stops. Clients that get what was accepted for them, and are closed then: {Count}.")]
    public static partial void Stopping(this ILogger logger, int count);

    [LoggerMessage(102, LogLevel.Debug, "{Client} connected from {Address}.")]
    public static partial void Connected(this ILogger logger, string client, string address);

    [LoggerMessage(103, LogLevel.Debug, "{Client} is closed.")]
    public static partial void Closed(this ILogger logger, string client);

    [LoggerMessage(104, LogLevel.Information, "The hub has had {Accepted} clients. It refused {Refused}, and closed {Idle} idle ones.")]
    public static partial void Counted(this ILogger logger, long accepted, long refused, long idle);

    [LoggerMessage(105, LogLevel.Warning, "{Client} ({Address}) reads too slowly: {Bytes} bytes wait for it, which is the limit. It is closed.")]
    public static partial void TooSlow(this ILogger logger, string client, string address, long bytes);

    [LoggerMessage(106, LogLevel.Warning, "{Client} ({Address}) took nothing for {Time}: {Bytes} bytes for it are dropped.")]
    public static partial void GaveUp(this ILogger logger, string client, string address, TimeSpan time, long bytes);

    [LoggerMessage(107, LogLevel.Information, "The command '{Command}' runs as process {ProcessId}: its lines go to channel {Channel}.")]
    public static partial void SourceStarted(this ILogger logger, string command, int processId, string channel);

    [LoggerMessage(108, LogLevel.Information, "The command '{Command}', process {ProcessId}, has ended with exit code {ExitCode}.")]
    public static partial void SourceEnded(this ILogger logger, string command, int processId, int exitCode);

    [LoggerMessage(109, LogLevel.Warning, "Process {ProcessId} wrote to its errors: {Line}")]
    public static partial void SourceWrote(this ILogger logger, int processId, string line);

    [LoggerMessage(110, LogLevel.Warning, "Process {ProcessId} wrote a line of more than {Limit} bytes, which is left out.")]
    public static partial void SourceLineTooLong(this ILogger logger, int processId, int limit);

    [LoggerMessage(111, LogLevel.Information, "{Client} ({Address}) sent no line and took nothing for {Time}. It is closed.")]
    public static partial void ClosedAsIdle(this ILogger logger, string client, string address, TimeSpan time);
}
