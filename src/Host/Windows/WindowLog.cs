using Microsoft.Extensions.Logging;

namespace Actors.Application.Windows;

/// <summary>What windows log. Ids: 120 to 139.</summary>
internal static partial class WindowLog
{
    [LoggerMessage(120, LogLevel.Information, "Opening window '{Title}' with size {Size}")]
    public static partial void Opening(this ILogger logger, string title, ResizeEvent size);

    [LoggerMessage(121, LogLevel.Debug, "Resizing window '{Title}' to {Size}")]
    public static partial void Resizing(this ILogger logger, string title, ResizeEvent size);

    [LoggerMessage(122, LogLevel.Information, "Window '{Title}' closed.")]
    public static partial void Closed(this ILogger logger, string title);
}
