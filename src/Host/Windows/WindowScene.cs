using static Actors.CurrentWorker;

namespace Actors.Application.Windows;

/// <summary>What windows do, in a terminal: a few sizes, then a stream of them.</summary>
/// <param name="output">Where it prints; several threads write to it.</param>
internal sealed class WindowScene(TextWriter output)
{
    /// <summary>How many sizes the stream has; each comes twice.</summary>
    public const int Streamed = 1000;

    /// <summary>How many sizes may wait for the streamed window's handler.</summary>
    public const int Room = 16;

    private static readonly TimeSpan Drawing = TimeSpan.FromMilliseconds(1);
    private readonly LineLogger _logger = new(output);

    /// <summary>Plays it, in workers of its own.</summary>
    public async Task PlayAsync(CancellationToken cancellationToken)
    {
        await using var system = new WorkerSystem();
        await ResizeAsync();
        await output.WriteLineAsync();
        await StreamAsync(cancellationToken);
    }

    /// <summary>Opens a window, resizes it three times, closes it, and prints its size. The window prints while this goes on.</summary>
    public async Task ResizeAsync()
    {
        var window = new Window("My Window", 800, 600, OnResize, _logger, new() { Mailbox = new() });
        window.Open();
        window.Resize(1024, 768);
        window.Resize(644, 484);
        window.Resize(800, 600);
        await window.CloseAsync();
        await output.WriteLineAsync($"Height is {window.Height}");
        await output.WriteLineAsync($"Width is {window.Width}");

        ResizeEvent? OnResize(ResizeEvent size)
        {
            output.WriteLine($"Window resized to {size}");
            return size;
        }
    }

    /// <summary>Streams more sizes than a slow window can draw at once: the stream goes as fast as the window, and nothing is lost.</summary>
    public async Task StreamAsync(CancellationToken cancellationToken)
    {
        Window window = null!;
        window = new Window("Streamed", 800, 600, Draw, _logger, new() { Mailbox = new() { Capacity = Room } });
        window.Open();
        var ahead = 0L;
        var sent = await window.ResizeAsync(Enumerable.Range(0, Streamed).Select(Drag).ToAsyncEnumerable(), cancellationToken);
        await window.CloseAsync();
        await output.WriteLineAsync(
            $"{sent} sizes were sent: {window.Taken} taken, {window.Filtered} left out, {window.Failed} failed. " +
            $"At most {ahead} were ahead of the window.");
        await output.WriteLineAsync($"It is {window.Size}");

        ResizeEvent Drag(int i)
        {
            ahead = Math.Max(ahead, i - window.Taken - window.Filtered);
            return new ResizeEvent(801 + (i / 2), 601 + (i / 2));
        }

        async ValueTask<ResizeEvent?> Draw(ResizeEvent size)
        {
            if (size == window.Size) return null;
            await Sleep(Drawing);
            return size;
        }
    }
}
