namespace Actors.Application.Windows;

/// <summary>Settings of the windows, section <c>Windows</c>.</summary>
internal sealed class WindowsOptions
{
    /// <summary>The windows that are open from the start: their sizes by their titles.</summary>
    /// <value>None by default; <c>Windows:Open:Editor=800x600</c> names one.</value>
    public Dictionary<string, string> Open { get; set; } = [];

    /// <summary>How many windows may be open.</summary>
    /// <value>At least 1; 1,000 by default.</value>
    public int MaxOpen { get; set; } = 1000;

    /// <summary>The screen's width: a wider window gets this.</summary>
    /// <value>In pixels, at least 1; 7,680 by default.</value>
    public int MaxWidth { get; set; } = 7680;

    /// <summary>The screen's height: a higher window gets this.</summary>
    /// <value>In pixels, at least 1; 4,320 by default.</value>
    public int MaxHeight { get; set; } = 4320;

    /// <summary>How many sizes may wait for one window; whoever sends more waits for room.</summary>
    /// <value>At least 1; 1,024 by default.</value>
    public int MaxQueued { get; set; } = 1024;
}
