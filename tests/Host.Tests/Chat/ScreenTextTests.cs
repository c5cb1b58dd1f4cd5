using Actors.Application.Chat;

namespace Actors.Application.Tests.Chat;

public sealed class ScreenTextTests
{
    [Theory]
    [InlineData("plain grüße ☃ 漢字", "plain grüße ☃ 漢字")]
    [InlineData("\e[2J\e]0;title\a", "␛[2J␛]0;title␇")]
    [InlineData("a\tb\r\b\u007f", "a b␍␈␡")]
    [InlineData("\u009b31m", "\uFFFD31m")]
    [InlineData("\u202Eabc\u2066\u2028", "\uFFFDabc\uFFFD\uFFFD")]
    public void Clean_OfWhatOthersSend_LeavesNothingToObey(string text, string clean) => Assert.Equal(clean, ScreenText.Clean(text));

    [Fact]
    public void Clean_OfHalfACharacter_LeavesNone() => Assert.Equal("\uFFFDx", ScreenText.Clean("\ud800x"));

    [Theory]
    [InlineData("", 0)]
    [InlineData("abc", 3)]
    [InlineData("e\u0301", 1)]
    [InlineData("漢字", 4)]
    [InlineData("😀", 2)]
    public void WidthOf_Text_CountsCells(string text, int width) => Assert.Equal(width, ScreenText.WidthOf(text));

    [Theory]
    [InlineData("abcdef", 3, "abc")]
    [InlineData("漢字", 3, "漢")]
    [InlineData("a😀b", 2, "a")]
    [InlineData("ab", 5, "ab")]
    public void Cut_Text_TakesWhatFits(string text, int width, string cut) => Assert.Equal(cut, ScreenText.Cut(text, width));

    [Theory]
    [InlineData("one two three", 8, "one two|three")]
    [InlineData("one two three", 7, "one two|three")]
    [InlineData("abcdefgh", 3, "abc|def|gh")]
    [InlineData("漢字漢字", 5, "漢字|漢字")]
    [InlineData("", 5, "")]
    [InlineData(" abc def", 3, " ab|c|def")]
    [InlineData("abc  def", 3, "abc| de|f")]
    [InlineData("ab cd ", 5, "ab cd|")]
    public void Wrap_Text_BreaksAtBlanksOrWhereItMust(string text, int width, string rows) =>
        Assert.Equal(rows.Split('|'), ScreenText.Wrap(text, width));
}
