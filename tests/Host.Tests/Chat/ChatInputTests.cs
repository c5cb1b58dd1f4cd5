using Actors.Application.Chat;

namespace Actors.Application.Tests.Chat;

public sealed class ChatInputTests
{
    private readonly ChatInput _input = new();

    [Fact]
    public void Edit_KeysOfALine_MoveByWhatPeopleTakeForACharacter()
    {
        Type("ae\u0301😀b");
        Press(ConsoleKey.LeftArrow);
        Press(ConsoleKey.Backspace);
        Assert.Equal(("ae\u0301b", 3), (_input.Text, _input.Cursor));
        Press(ConsoleKey.Backspace);
        Assert.Equal(("ab", 1), (_input.Text, _input.Cursor));
        Press(ConsoleKey.Delete);
        Press(ConsoleKey.Home);
        Type("x");
        Press(ConsoleKey.End);
        Assert.Equal(("xa", 2), (_input.Text, _input.Cursor));
        Press(ConsoleKey.Delete);
        Press(ConsoleKey.RightArrow);
        Assert.Equal(2, _input.Cursor);
    }

    [Fact]
    public void Edit_Arrows_BringBackWhatWasTyped()
    {
        Type("one");
        Assert.Equal("one", _input.Take());
        Type("two");
        _input.Take();

        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Press(ConsoleKey.UpArrow);
        Assert.Equal("one", _input.Text);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("two", _input.Text);
        Press(ConsoleKey.DownArrow);
        Assert.Equal("", _input.Text);
    }

    [Fact]
    public void Edit_ControlCharacters_AreNotTyped()
    {
        _input.Edit(new ConsoleKeyInfo('\e', ConsoleKey.Escape, false, false, false));
        _input.Edit(new ConsoleKeyInfo('\u0007', ConsoleKey.G, false, false, true));

        Assert.Equal("", _input.Text);
    }

    private void Type(string text)
    {
        foreach (var character in text) _input.Edit(new ConsoleKeyInfo(character, ConsoleKey.None, false, false, false));
    }

    private void Press(ConsoleKey key) => _input.Edit(new ConsoleKeyInfo('\0', key, false, false, false));
}
