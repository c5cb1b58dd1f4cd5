using System.Globalization;
using System.Text;
using Actors.Application.Hub;
using static Actors.CurrentWorker;

namespace Actors.Application.Windows;

/// <summary>Opens, resizes, closes and lists windows for the hub's clients: they publish commands on one channel, and hear the answers on
/// another.</summary>
/// <remarks>
/// <list type="table">
/// <item><term><c>open 800x600 title</c></term><description>Opens a window; the title may hold blanks.</description></item>
/// <item><term><c>resize 1024x768 title</c></term><description>Sends a window a size.</description></item>
/// <item><term><c>close title</c></term><description>Closes a window, after the sizes that were sent to it.</description></item>
/// <item><term><c>list</c></term><description>How many windows are open, and a line for each.</description></item>
/// </list>
/// <para>Commands are done one by one, and a resize waits for room. What comes meanwhile waits, up to <see cref="Capacity"/> batches of
/// lines; more are dropped, which the log tells: a publisher is never held back by them.</para>
/// </remarks>
internal sealed class WindowCommands(WindowManager manager, HubChannels channels)
{
    /// <summary>Where commands are published.</summary>
    public const string ChannelName = "windows";

    /// <summary>Where they are answered.</summary>
    public const string AnswersName = "windows.answers";

    /// <summary>How many batches of lines may wait; a batch has 64 KiB at most.</summary>
    public const int Capacity = 256;

    private const string Usage = "write 'open WIDTHxHEIGHT title', 'resize WIDTHxHEIGHT title', 'close title' or 'list'";

    /// <summary>Starts its worker, as a child of the current one. From now on commands are heard.</summary>
    public void Start()
    {
        var mailbox = new MailboxOptions { Capacity = Capacity, FullMode = MailboxFullMode.DropNewest };
        channels.Sub(ChannelName, CurrentWorker.Start(RunAsync, new WorkerOptions { Name = "commands", Mailbox = mailbox }));
    }

    private async Task RunAsync()
    {
        try
        {
            await foreach (var lines in CurrentWorker.Events(HubEvents.Lines))
            {
                foreach (var command in TextsOf(lines.Data)) Answer(await Run(command));
            }
        }
        finally
        {
            channels.Unsub(ChannelName, Current);
        }
    }

    private static string[] TextsOf(HubLines lines)
    {
        var prefix = $"MSG {lines.Name} ".Length;
        return [.. Encoding.UTF8.GetString(lines.Bytes.Span).Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line[prefix..])];
    }

    private async ValueTask<string> Run(string command)
    {
        var (verb, rest) = Cut(command);
        try
        {
            switch (verb.ToLowerInvariant())
            {
                case "open" when TakesSize(rest, out var title, out var size):
                    var window = await Wait(manager.OpenAsync(title, size.Width, size.Height));
                    return $"OK '{title}' is open with size {window.Size}";
                case "resize" when TakesSize(rest, out var title, out var size):
                    await manager.ResizeAsync(title, size.Width, size.Height);
                    return $"OK '{title}' was sent size {size}";
                case "close" when rest.Length > 0:
                    await Wait(manager.CloseAsync(rest));
                    return $"OK '{rest}' is closed";
                case "list" when rest.Length == 0:
                    return List(manager.Windows);
                default:
                    return $"ERR '{command}' is no command: {Usage}";
            }
        }
        catch (InvalidOperationException error)
        {
            return $"ERR {error.Message}";
        }
    }

    private static bool TakesSize(string text, out string title, out ResizeEvent size)
    {
        (var first, title) = Cut(text);
        var isSize = ResizeEvent.TryParse(first, out var parsed);
        size = parsed!;
        return isSize && !string.IsNullOrWhiteSpace(title);
    }

    private static (string First, string Others) Cut(string text)
    {
        var blank = text.IndexOf(' ', StringComparison.Ordinal);
        return blank < 0 ? (text, "") : (text[..blank], text[(blank + 1)..]);
    }

    private static string List(IReadOnlyList<Window> windows)
    {
        var text = new StringBuilder().Append(CultureInfo.InvariantCulture, $"OK {windows.Count} open");
        foreach (var window in windows) text.Append('\n').Append(CultureInfo.InvariantCulture, $"{window.Size} {window.Title}");
        return text.ToString();
    }

    private void Answer(string text)
    {
        if (channels.Find(AnswersName) is not { } channel) return;
        var lines = string.Concat(text.Split('\n').Select(static line => $"MSG {AnswersName} {line}\n"));
        channel.Publish(new HubLines(AnswersName, Encoding.UTF8.GetBytes(lines)));
    }
}
