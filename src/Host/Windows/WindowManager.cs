using System.Collections.Immutable;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Windows;

/// <summary>The open windows of the host, by title. Any thread may call.</summary>
/// <remarks>Windows are opened and forgotten in the flow of the windows' worker, whose children they are; so it needs no lock. A window
/// whose worker ends in another way, as when somebody stops that, is forgotten too.</remarks>
internal sealed class WindowManager(
    [FromKeyedServices(WindowsServices.WorkerName)] Worker worker, WindowsOptions options, ILogger<WindowManager> logger)
{
    /// <summary>Changed in the worker's flow alone.</summary>
    private volatile ImmutableSortedDictionary<string, Window> _windows =
        ImmutableSortedDictionary.Create<string, Window>(StringComparer.Ordinal);

    /// <summary>The worker's run is ending: no more windows are opened. In its flow.</summary>
    private bool _isClosing;

    /// <summary>The open windows, in the order of their titles; a snapshot.</summary>
    public IReadOnlyList<Window> Windows => [.. _windows.Values];

    /// <summary>The open window of a title; null when there is none. Case counts.</summary>
    public Window? Find(string title) => _windows.GetValueOrDefault(title);

    /// <summary>Opens a window. It is as large as it is to be, or as the screen.</summary>
    /// <exception cref="InvalidOperationException">A window of that title is open; or as many as may be; or the windows' worker does not
    /// run.</exception>
    /// <exception cref="ArgumentException">The title is blank, or a side is not positive.</exception>
    public async Task<Window> OpenAsync(string title, int width, int height)
    {
        var opened = new Defer<Window>();
        worker.Later(() =>
        {
            try
            {
                opened.Resolve(Open(title, width, height));
            }
            catch (Exception error)
            {
                opened.Reject(error);
            }
        });
        await Task.WhenAny(opened.Task, worker.Completion);
        return opened.IsDone ? await opened.Task : throw Closing(title);
    }

    /// <summary>Sends a window a size; waits for room where too many wait.</summary>
    /// <exception cref="InvalidOperationException">No such window is open.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is not positive.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask ResizeAsync(string title, int width, int height, CancellationToken cancellationToken = default) =>
        Get(title).ResizeAsync(width, height, cancellationToken);

    /// <summary>Closes a window, after the sizes that were sent to it. Then it is not among the open ones any more.</summary>
    /// <exception cref="InvalidOperationException">No such window is open.</exception>
    public async Task CloseAsync(string title)
    {
        var window = Get(title);
        await window.CloseAsync();
        var forgotten = new Defer<bool>();
        try
        {
            // The event of its end may come later than whoever awaits that goes on.
            worker.Later(() =>
            {
                Forget(window.Worker);
                forgotten.Resolve(true);
            });
        }
        catch (InvalidOperationException)
        {
            // The windows' worker has ended too, and forgot all.
            return;
        }

        await Task.WhenAny(forgotten.Task, worker.Completion);
    }

    /// <summary>What the worker does: opens the windows of the settings, and closes all that are open when it is told to stop.</summary>
    public async Task RunAsync()
    {
        Listen(WorkerEvents.ChildEnd, e => Forget(e.Target));
        _isClosing = false;
        foreach (var (title, text) in options.Open)
        {
            if (ResizeEvent.TryParse(text, out var size)) Open(title, size.Width, size.Height);
        }

        try
        {
            await WaitForever();
        }
        finally
        {
            _isClosing = true;
            await Wait(Task.WhenAll(Windows.Select(static window => window.CloseAsync())));
            _windows = _windows.Clear();
        }
    }

    private Window Open(string title, int width, int height)
    {
        if (_isClosing) throw Closing(title);
        if (_windows.ContainsKey(title))
        {
            throw new InvalidOperationException($"A window '{title}' is open already: close it, or give this one another title.");
        }

        if (_windows.Count >= options.MaxOpen)
        {
            throw new InvalidOperationException(
                $"Window '{title}' was not opened: {_windows.Count} are open, which is the limit (Windows:MaxOpen).");
        }

        var size = Fit(new ResizeEvent(width, height));
        var window = new Window(title, size.Width, size.Height, Fit, logger, new() { Mailbox = new() { Capacity = options.MaxQueued } });
        window.Open();
        _windows = _windows.Add(title, window);
        return window;
    }

    private void Forget(IEventTarget? ended)
    {
        foreach (var (title, window) in _windows)
        {
            if (window.Worker == ended) _windows = _windows.Remove(title);
        }
    }

    private ResizeEvent Fit(ResizeEvent size) =>
        new(Math.Min(size.Width, options.MaxWidth), Math.Min(size.Height, options.MaxHeight));

    private Window Get(string title) => Find(title) ?? throw new InvalidOperationException($"No window '{title}' is open.");

    private static InvalidOperationException Closing(string title) =>
        new($"Window '{title}' was not opened: the host's windows are being closed.");
}
