using System.Globalization;
using System.Text.RegularExpressions;

namespace Actors.Application.Chat;

/// <summary>What the chat knows: lines, channels, the line that is being typed. It belongs to the main loop.</summary>
internal sealed partial class ChatState(string place, string nick)
{
    private const int MostLines = 5000;

    /// <summary>Of all lines together: a line may be as long as the hub likes.</summary>
    private const long MostCharacters = 4 * 1024 * 1024;

    private readonly List<ChatLine> _lines = [];
    private long _characters;
    private readonly List<string> _channels = [];

    public string Place => place;

    public string Nick { get; private set; } = nick;

    public ChatInput Input { get; } = new();

    /// <summary>The oldest first; all of them are fit for a terminal.</summary>
    public IReadOnlyList<ChatLine> Lines => _lines;

    public IReadOnlyList<string> Channels => _channels;

    /// <summary>Where what is typed goes; null in no channel.</summary>
    public string? Current { get; private set; }

    public bool IsConnected { get; private set; }

    public bool HasQuit { get; private set; }

    /// <summary>How many rows the view is scrolled back.</summary>
    public int Scroll { get; set; }

    /// <summary>Lines for the hub.</summary>
    public Queue<string> Outgoing { get; } = new();

    /// <summary>Whether the screen shows something old.</summary>
    public bool IsDirty { get; set; } = true;

    public void OnConnected(string text)
    {
        IsConnected = true;
        Notice(text);
        foreach (var channel in _channels) Outgoing.Enqueue("SUB " + channel);
    }

    public void OnLost(string text)
    {
        IsConnected = false;
        Notice(text);
    }

    /// <summary>The hub has said something.</summary>
    public void OnLines(ChatInbox inbox)
    {
        var lines = inbox.Take(out var dropped);
        if (dropped > 0) Notice(string.Create(CultureInfo.InvariantCulture, $"{dropped:N0} lines were dropped here: they came faster than they can be shown."));
        foreach (var line in lines) OnLine(line);
    }

    /// <summary>The hub has said a line.</summary>
    public void OnLine(string line)
    {
        var parts = line.Split(' ', 3);
        if (parts is ["MSG", var channel, var text]) Add(new ChatLine(ChatLineKind.Message, ScreenText.Clean($"[{channel}] {text}")));
        else if (parts[0] is "ERR" or "WHO") Notice($"hub: {line}");
    }

    public void OnKey(ConsoleKeyInfo key)
    {
        IsDirty = true;
        switch (key.Key)
        {
            case ConsoleKey.Enter:
                Scroll = 0;
                Enter(Input.Take());
                break;
            case ConsoleKey.PageUp:
                Scroll += 10;
                break;
            case ConsoleKey.PageDown:
                Scroll = Math.Max(0, Scroll - 10);
                break;
            case ConsoleKey.C when key.Modifiers == ConsoleModifiers.Control:
            case ConsoleKey.D when key.Modifiers == ConsoleModifiers.Control && Input.Text.Length == 0:
                HasQuit = true;
                break;
            default:
                Input.Edit(key);
                break;
        }
    }

    public void Join(string channel)
    {
        Current = channel;
        if (_channels.Contains(channel)) return;
        _channels.Add(channel);
        if (IsConnected) Outgoing.Enqueue("SUB " + channel);
        Notice($"You are in {channel}.");
    }

    /// <summary>Shows a word of the program's own.</summary>
    public void Notice(string text) => Add(new ChatLine(ChatLineKind.Notice, ScreenText.Clean(text)));

    private void Enter(string text)
    {
        if (text.StartsWith('/') && !text.StartsWith("//", StringComparison.Ordinal))
        {
            var words = text.Split(' ', 2, StringSplitOptions.TrimEntries);
            Command(words[0], words.ElementAtOrDefault(1) ?? "");
        }
        else if (text.Length > 0)
        {
            Say(text.StartsWith('/') ? text[1..] : text);
        }
    }

    private void Say(string text)
    {
        if (IsConnected && Current is not null)
        {
            Outgoing.Enqueue($"PUB {Current} {Nick}: {text}");
            return;
        }

        Notice(IsConnected ? "You are in no channel: /join one." : "There is no connection: nothing was sent.");
        Input.Set(text);
    }

    private void Command(string command, string argument)
    {
        switch (command)
        {
            case "/join" when Name().IsMatch(argument):
                Join(argument);
                break;
            case "/leave" when _channels.Contains(argument.Length == 0 ? Current ?? "" : argument):
                Leave(argument.Length == 0 ? Current! : argument);
                break;
            case "/nick" when Name().IsMatch(argument):
                Nick = argument;
                Notice($"You are {Nick}.");
                break;
            case "/who" when IsConnected:
                Outgoing.Enqueue("WHO");
                break;
            case "/quit":
                HasQuit = true;
                break;
            case "/help":
                foreach (var line in Help) Notice(line);
                break;
            case "/join" or "/nick":
                Notice($"{command} NAME: 1 to 128 of the characters A-Z a-z 0-9 . _ -");
                break;
            case "/leave":
                Notice("You are not in that channel.");
                break;
            case "/who":
                Notice("There is no connection.");
                break;
            default:
                Notice($"There is no {command}: /help tells what there is.");
                break;
        }
    }

    private static readonly string[] Help =
    [
        "/join NAME    into a channel; what you type goes there",
        "/leave [NAME] out of it",
        "/nick NAME    what others see before your lines",
        "/who          who is connected",
        "/quit         or Ctrl+C",
        "Page up and down scroll, the arrows bring back what you typed, // begins a line that starts with /.",
    ];

    private void Leave(string channel)
    {
        _channels.Remove(channel);
        if (IsConnected) Outgoing.Enqueue("UNSUB " + channel);
        if (Current == channel) Current = _channels.LastOrDefault();
        Notice($"You have left {channel}.");
    }

    private void Add(ChatLine line)
    {
        _lines.Add(line);
        _characters += line.Text.Length;
        Trim();
        IsDirty = true;
    }

    /// <summary>Removes the oldest lines where there are too many, some more at once than is needed: removing at the front moves all the others.</summary>
    private void Trim()
    {
        if (_lines.Count <= MostLines && _characters <= MostCharacters) return;
        var count = 0;
        while (count < _lines.Count - 1 && (_lines.Count - count > MostLines / 10 * 9 || _characters > MostCharacters / 10 * 9))
        {
            _characters -= _lines[count++].Text.Length;
        }

        _lines.RemoveRange(0, count);
    }

    /// <summary>Whether the hub takes it for a channel's name.</summary>
    public static bool IsName(string text) => Name().IsMatch(text);

    [GeneratedRegex(@"^[A-Za-z0-9._-]{1,128}\z")]
    private static partial Regex Name();
}
