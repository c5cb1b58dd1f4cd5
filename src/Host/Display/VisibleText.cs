using System.Globalization;
using System.Text;

namespace Actors.Application.Display;

/// <summary>Text of others as a terminal or a log may show it: with nothing in it that a terminal would obey, or a reader be misled by.</summary>
internal static class VisibleText
{
    /// <summary>What C0 controls are shown as begins here: <c>\u241B</c> for escape.</summary>
    private const int ControlPictures = 0x2400;

    /// <summary>Shows control characters as symbols: C0 and DEL as their pictures, others as U+FFFD, and so what turns the direction of text
    /// around, is not seen, or separates lines. Half a character is U+FFFD too.</summary>
    public static string Of(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var visible = default(StringBuilder);
        var index = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            var isHalf = rune == Rune.ReplacementChar && text[index] != '\uFFFD';
            if (visible is null && (isHalf || IsHarmful(rune))) visible = new StringBuilder(text, 0, index, text.Length);
            if (visible is not null) Append(visible, rune);
            index += rune.Utf16SequenceLength;
        }

        return visible?.ToString() ?? text;
    }

    /// <summary>The same for a text of several lines, whose ends stay.</summary>
    public static string OfLines(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return string.Join(Environment.NewLine, text.ReplaceLineEndings("\n").Split('\n').Select(Of));
    }

    private static void Append(StringBuilder visible, Rune rune)
    {
        if (!IsHarmful(rune)) visible.Append(rune.ToString());
        else if (rune.Value < 0x20) visible.Append((char)(ControlPictures + rune.Value));
        else visible.Append(rune.Value == 0x7F ? '\u2421' : '\uFFFD');
    }

    private static bool IsHarmful(Rune rune) =>
        Rune.GetUnicodeCategory(rune) switch
        {
            // The joiners are parts of letters and of pictures.
            UnicodeCategory.Format => rune.Value is not (0x200C or 0x200D),
            UnicodeCategory.Control or UnicodeCategory.LineSeparator or UnicodeCategory.ParagraphSeparator => true,
            _ => false,
        };
}
