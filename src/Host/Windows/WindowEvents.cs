namespace Actors.Application.Windows;

/// <summary>The events of windows.</summary>
internal static class WindowEvents
{
    /// <summary>At a window's worker: the size that it is to have.</summary>
    public static readonly EventName<ResizeEvent> Resize = new("RESIZE");
}
