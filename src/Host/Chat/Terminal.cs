using System.Globalization;
using System.Text;

namespace Actors.Application.Chat;

/// <summary>The terminal as one full screen; it is given back as it was.</summary>
internal sealed class Terminal : IDisposable
{
    private const string Enter = "\e[?1049h\e[2J";
    private const string Leave = "\e[0m\e[?25h\e[?1049l";
    private readonly Stream _output = Console.OpenStandardOutput();
    private readonly bool _hasColour = string.IsNullOrEmpty(Environment.GetEnvironmentVariable("NO_COLOR"));
    private ScreenFrame? _shown;

    public Terminal()
    {
        Console.TreatControlCAsInput = true;
        Write(Enter);
    }

    /// <summary>Its size now.</summary>
    public static ScreenSize Size => new(Console.WindowWidth, Console.WindowHeight);

    /// <summary>The next key that was pressed, if one was.</summary>
    public static bool TryReadKey(out ConsoleKeyInfo key)
    {
        var isThere = Console.KeyAvailable;
        key = isThere ? Console.ReadKey(intercept: true) : default;
        return isThere;
    }

    /// <summary>The next frame is drawn as a whole.</summary>
    public void Forget() => _shown = null;

    /// <summary>Shows a frame; rows that are there already are not written again.</summary>
    public void Show(ScreenFrame frame)
    {
        var text = new StringBuilder("\e[?25l");
        if (_shown is null) text.Append("\e[0m\e[2J");
        for (var row = 0; row < frame.Rows.Count; row++)
        {
            if (_shown is { } shown && row < shown.Rows.Count && shown.Rows[row] == frame.Rows[row]) continue;
            MoveTo(text, row, 0);
            text.Append(StyleOf(frame.Rows[row].Style)).Append(frame.Rows[row].Text).Append("\e[0m\e[K");
        }

        MoveTo(text, frame.CursorRow, frame.CursorColumn);
        Write(text.Append("\e[?25h").ToString());
        _shown = frame;
    }

    public void Dispose()
    {
        Write(Leave);
        Console.TreatControlCAsInput = false;
        _output.Dispose();
    }

    private static void MoveTo(StringBuilder text, int row, int column) =>
        text.Append(CultureInfo.InvariantCulture, $"\e[{row + 1};{column + 1}H");

    private string StyleOf(RowStyle style) => style switch
    {
        RowStyle.Header => "\e[7m",
        RowStyle.Notice when _hasColour => "\e[36m",
        _ => "",
    };

    private void Write(string text)
    {
        _output.Write(Encoding.UTF8.GetBytes(text));
        _output.Flush();
    }
}
