using System.Net;
using System.Net.Sockets;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Hub;

/// <summary>What the hub logs. Ids: 100 to 119.</summary>
internal static partial class HubLog
{
    [LoggerMessage(100, LogLevel.Information, "The hub listens on {EndPoint}.")]
    public static partial void Listening(this ILogger logger, IPEndPoint endPoint);

    [LoggerMessage(101, LogLevel.Information, "The hub stops. Clients that get what was accepted for them, and are closed then: {Count}.")]
    public static partial void Stopping(this ILogger logger, int count);

    [LoggerMessage(102, LogLevel.Debug, "{Client} connected from {Address}.")]
    public static partial void Connected(this ILogger logger, string client, string address);

    [LoggerMessage(103, LogLevel.Debug, "{Client} is closed.")]
    public static partial void Closed(this ILogger logger, string client);

    [LoggerMessage(104, LogLevel.Warning, "A client was refused: {Count} are connected, which is the limit.")]
    public static partial void Refused(this ILogger logger, int count);

    [LoggerMessage(105, LogLevel.Warning, "{Client} ({Address}) reads too slowly: {Bytes} bytes wait for it, which is the limit. It is closed.")]
    public static partial void TooSlow(this ILogger logger, string client, string address, long bytes);

    [LoggerMessage(106, LogLevel.Warning, "{Client} ({Address}) took nothing for {Time}: {Bytes} bytes for it are dropped.")]
    public static partial void GaveUp(this ILogger logger, string client, string address, TimeSpan time, long bytes);

    [LoggerMessage(107, LogLevel.Warning, "A client could not be accepted ({Error}). The hub tries again in {Pause}.")]
    public static partial void AcceptFailed(this ILogger logger, SocketError error, TimeSpan pause);
}
