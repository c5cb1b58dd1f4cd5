namespace Actors.Application.Chat;

/// <summary>What a terminal is to show: a row of text for each of its rows, and where the cursor stands.</summary>
internal sealed record ScreenFrame(IReadOnlyList<ScreenRow> Rows, int CursorColumn, int CursorRow);

/// <summary>One row: no wider than the terminal, and without anything that the terminal would obey.</summary>
internal readonly record struct ScreenRow(string Text, RowStyle Style);

/// <summary>How a row looks.</summary>
internal enum RowStyle : byte
{
    /// <summary>As the terminal likes it.</summary>
    Plain,

    /// <summary>Light on dark turned around.</summary>
    Header,

    /// <summary>Less important.</summary>
    Notice,
}
