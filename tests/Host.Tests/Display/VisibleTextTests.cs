using Actors.Application.Display;

namespace Actors.Application.Tests.Display;

public sealed class VisibleTextTests
{
    [Theory]
    [InlineData("", "")]
    [InlineData("plain grüße ☃ 漢字 👩‍👧 \uFFFD", "plain grüße ☃ 漢字 👩‍👧 \uFFFD")]
    [InlineData("\e[2J\e]0;title\a", "␛[2J␛]0;title␇")]
    [InlineData("a\tb\r\nc\b\0\u007f", "a␉b␍␊c␈␀␡")]
    [InlineData("\u0085\u009b31m", "\uFFFD\uFFFD31m")]
    [InlineData("\u202Eabc\u2066\u200F\u2028\u2029", "\uFFFDabc\uFFFD\uFFFD\uFFFD\uFFFD")]
    [InlineData("\uFEFF\u00AD", "\uFFFD\uFFFD")]
    public void Of_TextOfOthers_LeavesNothingToObey(string text, string visible) => Assert.Equal(visible, VisibleText.Of(text));

    // No InlineData: what reads attributes does not keep halves.
    [Fact]
    public void Of_HalvesOfCharacters_LeavesNone() => Assert.Equal("a\uFFFDb\uFFFD", VisibleText.Of("a\ud800b\udc00"));

    [Fact]
    public void Of_TextThatIsVisible_IsThatText()
    {
        var text = new string('x', 100);

        Assert.Same(text, VisibleText.Of(text));
    }

    [Fact]
    public void OfLines_Text_KeepsTheEndsOfLines() =>
        Assert.Equal($"a␛{Environment.NewLine}b␈", VisibleText.OfLines("a\e\nb\b"));
}
