using System.Globalization;

namespace Actors.Application.Chat;

/// <summary>The line that is being typed, and those that were.</summary>
internal sealed class ChatInput
{
    private const int MostCharacters = 4000;
    private const int MostRemembered = 100;
    private readonly List<string> _history = [];
    private int _recalled;

    public string Text { get; private set; } = "";

    /// <summary>Before which character the next one comes.</summary>
    public int Cursor { get; private set; }

    /// <summary>Takes a key that edits the line.</summary>
    public void Edit(ConsoleKeyInfo key)
    {
        switch (key.Key)
        {
            case ConsoleKey.Backspace:
                Remove(Before(), Cursor);
                break;
            case ConsoleKey.Delete:
                Remove(Cursor, Behind());
                break;
            case ConsoleKey.LeftArrow:
                Cursor = Before();
                break;
            case ConsoleKey.RightArrow:
                Cursor = Behind();
                break;
            case ConsoleKey.Home:
                Cursor = 0;
                break;
            case ConsoleKey.End:
                Cursor = Text.Length;
                break;
            case ConsoleKey.UpArrow:
                Recall(-1);
                break;
            case ConsoleKey.DownArrow:
                Recall(1);
                break;
            case ConsoleKey.U when key.Modifiers == ConsoleModifiers.Control:
                Remove(0, Cursor);
                break;
            default:
                if (!char.IsControl(key.KeyChar) && Text.Length < MostCharacters) Insert(key.KeyChar);
                break;
        }
    }

    /// <summary>Takes the line away, to be sent.</summary>
    public string Take()
    {
        var text = Text;
        if (text.Length > 0) _history.Add(text);
        if (_history.Count > MostRemembered) _history.RemoveAt(0);
        _recalled = _history.Count;
        Set("");
        return text;
    }

    /// <summary>Puts a line back that could not be sent.</summary>
    public void Set(string text) => (Text, Cursor) = (text, text.Length);

    private void Insert(char character)
    {
        Text = Text.Insert(Cursor, character.ToString());
        Cursor++;
    }

    private void Remove(int from, int to)
    {
        Text = Text.Remove(from, to - from);
        Cursor = from;
    }

    // By what people take for one character, which may be several.
    private int Behind() => Cursor == Text.Length ? Cursor : Cursor + StringInfo.GetNextTextElementLength(Text, Cursor);

    private int Before()
    {
        var start = 0;
        for (var next = 0; next < Cursor; next += StringInfo.GetNextTextElementLength(Text, next)) start = next;
        return start;
    }

    private void Recall(int step)
    {
        _recalled = Math.Clamp(_recalled + step, 0, _history.Count);
        Set(_recalled < _history.Count ? _history[_recalled] : "");
    }
}
