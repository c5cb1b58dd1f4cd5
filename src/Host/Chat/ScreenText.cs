using System.Globalization;
using System.Text;
using Actors.Application.Display;

namespace Actors.Application.Chat;

/// <summary>Text as a terminal shows it: how many cells it takes, and nothing in it that the terminal would obey.</summary>
internal static class ScreenText
{
    private static readonly (int First, int Last)[] Wide =
    [
        (0x1100, 0x115F), (0x2E80, 0x303E), (0x3041, 0x33FF), (0x3400, 0x4DBF), (0x4E00, 0x9FFF), (0xA000, 0xA4CF), (0xAC00, 0xD7A3),
        (0xF900, 0xFAFF), (0xFE30, 0xFE6F), (0xFF00, 0xFF60), (0xFFE0, 0xFFE6), (0x1F300, 0x1F64F), (0x1F680, 0x1F6FF), (0x1F900, 0x1F9FF),
        (0x20000, 0x3FFFD),
    ];

    /// <summary>Text of others, of which a tab takes one cell.</summary>
    public static string Clean(string text) => VisibleText.Of(text.Replace('\t', ' '));

    /// <summary>How many cells a character takes: 0, 1 or 2.</summary>
    public static int WidthOf(Rune rune)
    {
        if (Rune.GetUnicodeCategory(rune) is UnicodeCategory.NonSpacingMark or UnicodeCategory.EnclosingMark or UnicodeCategory.Format) return 0;
        foreach (var (first, last) in Wide)
        {
            if (rune.Value >= first && rune.Value <= last) return 2;
        }

        return 1;
    }

    /// <summary>How many cells a text takes.</summary>
    public static int WidthOf(string text)
    {
        var width = 0;
        foreach (var rune in text.EnumerateRunes()) width += WidthOf(rune);
        return width;
    }

    /// <summary>As much of the text as fits.</summary>
    public static string Cut(string text, int width) => text[..LengthThatFits(text, width)];

    /// <summary>Breaks a text into rows, at blanks where there are some.</summary>
    public static IEnumerable<string> Wrap(string text, int width)
    {
        // By places in the text: cutting the rest off for each row would copy a long line once for each of its rows.
        var start = 0;
        while (start + LengthThatFits(text.AsSpan(start), Math.Max(2, width)) is var end && end < text.Length)
        {
            var blank = text[end] == ' ' ? end : text.LastIndexOf(' ', end - 1, end - start);
            yield return blank > start ? text[start..blank] : text[start..end];
            start = blank > start ? blank + 1 : end;
        }

        yield return text[start..];
    }

    /// <summary>How many characters fit.</summary>
    private static int LengthThatFits(ReadOnlySpan<char> text, int width)
    {
        var length = 0;
        foreach (var rune in text.EnumerateRunes())
        {
            width -= WidthOf(rune);
            if (width < 0) break;
            length += rune.Utf16SequenceLength;
        }

        return length;
    }
}
