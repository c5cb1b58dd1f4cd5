using Actors.Application.Display;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Application.Windows;

/// <summary>A window of the virtual windowing system: a worker that is sent sizes, and has the size that its handler took last.</summary>
/// <remarks>Any thread may call. What becomes of a size that the handler leaves out or fails at, what a full mailbox does, and who hears
/// of failures: see <see cref="EventListener{TEvent}"/>.</remarks>
internal sealed class Window : IAsyncDisposable
{
    private readonly EventListener<ResizeEvent> _listener;
    private readonly ILogger _logger;
    private volatile ResizeEvent _size;
    private int _isClosed = 1;

    /// <summary>Makes a window that is not open.</summary>
    /// <param name="title">Its title; not blank.</param>
    /// <param name="width">In pixels, 1 or more.</param>
    /// <param name="height">In pixels, 1 or more.</param>
    /// <param name="onResize">Returns the size that the window is to have; null leaves it as it is. Called in the window's flow.</param>
    /// <param name="logger">Told when it is opened, resized and closed; nobody by default.</param>
    /// <param name="options">Mailbox, and who hears of failures; sensible ones by default.</param>
    /// <exception cref="ArgumentException"><paramref name="title"/> is null, empty or blank.</exception>
    /// <exception cref="ArgumentOutOfRangeException">A side is zero or negative.</exception>
    /// <exception cref="ArgumentNullException">There is no handler.</exception>
    public Window(
        string title, int width, int height, Func<ResizeEvent, ResizeEvent?> onResize, ILogger? logger = null, EventListenerOptions? options = null)
        : this(title, width, height, logger)
    {
        Func<ResizeEvent, ResizeEvent?>? handler = onResize is null ? null : size => Become(onResize(size));
        _listener = new EventListener<ResizeEvent>(WindowEvents.Resize, handler!, options);
    }

    /// <summary>Makes a window whose handler may wait; the next size is handled when it has returned.</summary>
    /// <inheritdoc cref="Window(string, int, int, Func{ResizeEvent, ResizeEvent}, ILogger, EventListenerOptions)"/>
    public Window(
        string title,
        int width,
        int height,
        Func<ResizeEvent, ValueTask<ResizeEvent?>> onResize,
        ILogger? logger = null,
        EventListenerOptions? options = null)
        : this(title, width, height, logger)
    {
        Func<ResizeEvent, ValueTask<ResizeEvent?>>? handler = onResize is null ? null : async size => Become(await onResize(size));
        _listener = new EventListener<ResizeEvent>(WindowEvents.Resize, handler!, options);
    }

    private Window(string title, int width, int height, ILogger? logger)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(title);
        Title = title;
        _size = new ResizeEvent(width, height);
        _logger = logger ?? NullLogger.Instance;
        _listener = null!;
    }

    /// <summary>Its title.</summary>
    public string Title { get; }

    /// <summary>The size that its handler took last; both sides of one event.</summary>
    public ResizeEvent Size => _size;

    /// <summary>In pixels.</summary>
    public int Width => _size.Width;

    /// <summary>In pixels.</summary>
    public int Height => _size.Height;

    /// <summary>Whether it takes sizes.</summary>
    public bool IsOpen => _listener.IsOpen;

    /// <summary>Its worker, since it was first opened.</summary>
    public Worker? Worker => _listener.Worker;

    /// <summary>How many sizes its handler took.</summary>
    public long Taken => _listener.Taken;

    /// <summary>How many sizes its handler left out.</summary>
    public long Filtered => _listener.Filtered;

    /// <summary>At how many sizes its handler failed.</summary>
    public long Failed => _listener.Failed;

    /// <summary>How many sizes its full mailbox has dropped since it was last opened.</summary>
    public long Dropped => _listener.Dropped;

    /// <summary>Opens it, as a child of the current worker; a closed one may be opened again. On an open window it changes nothing.</summary>
    /// <exception cref="InvalidOperationException">It is closing, and has not closed.</exception>
    public void Open()
    {
        var size = Size;
        if (!_listener.Start(VisibleText.Of(Title).Replace('/', '-'))) return;
        Volatile.Write(ref _isClosed, 0);
        _logger.Opening(Title, size);
    }

    /// <summary>Sends it a size, and returns at once.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is zero or negative.</exception>
    /// <exception cref="InvalidOperationException">It is not open; or too many sizes wait, and
    /// <see cref="ResizeAsync(int, int, CancellationToken)"/> would wait for room.</exception>
    public void Resize(int width, int height)
    {
        var size = new ResizeEvent(width, height);
        _logger.Resizing(Title, size);
        _listener.Send(size);
    }

    /// <summary>Sends it a size; waits for room where too many wait.</summary>
    /// <exception cref="ArgumentOutOfRangeException">A side is zero or negative.</exception>
    /// <exception cref="InvalidOperationException">It is not open.</exception>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public ValueTask ResizeAsync(int width, int height, CancellationToken cancellationToken = default)
    {
        var size = new ResizeEvent(width, height);
        _logger.Resizing(Title, size);
        return _listener.SendAsync(size, cancellationToken);
    }

    /// <summary>Sends it the sizes of a stream, and reads that no faster than they are handled.</summary>
    /// <returns>How many were sent: all, unless the window was closed meanwhile, and the stream was left.</returns>
    /// <exception cref="OperationCanceledException">The token was cancelled first.</exception>
    public Task<long> ResizeAsync(IAsyncEnumerable<ResizeEvent> sizes, CancellationToken cancellationToken = default) =>
        _listener.SendAllAsync(sizes, cancellationToken);

    /// <summary>Takes no more sizes, handles those that were sent, and ends. Does nothing where it is closed, or was never open.</summary>
    /// <exception cref="InvalidOperationException">It was called in the window's own handler, which would wait for itself.</exception>
    public async Task CloseAsync()
    {
        await _listener.StopAsync();
        if (Interlocked.Exchange(ref _isClosed, 1) == 0) _logger.Closed(Title);
    }

    /// <summary>Closes it.</summary>
    public ValueTask DisposeAsync() => new(CloseAsync());

    private ResizeEvent? Become(ResizeEvent? size)
    {
        if (size is not null) _size = size;
        return size;
    }
}
