using Actors.Application.Chat;

namespace Actors.Application.Tests.Chat;

public sealed class ChatScreenTests
{
    private readonly ChatState _state = new("h:1", "ann");

    [Fact]
    public void Draw_AChat_ShowsHeaderNewestLinesAndPrompt()
    {
        _state.Join("a");
        for (var i = 0; i < 5; i++) _state.OnLine($"MSG a {i}");
        _state.Input.Set("typed");

        var frame = ChatScreen.Draw(_state, new ScreenSize(40, 5));

        Assert.Equal([" h:1  no connection  ann  [a]".PadRight(40), "[a] 2", "[a] 3", "[a] 4", "a> typed"], frame.Rows.Select(static row => row.Text));
        Assert.Equal((8, 4), (frame.CursorColumn, frame.CursorRow));
    }

    [Fact]
    public void Draw_ScrolledBack_ShowsOlderLinesAndNoMoreThanThereAre()
    {
        for (var i = 0; i < 5; i++) _state.OnLine($"MSG a {i}");

        _state.Scroll = 1;
        Assert.Equal(["[a] 2", "[a] 3"], Lines(ChatScreen.Draw(_state, new ScreenSize(40, 4))));
        _state.Scroll = 1000;
        Assert.Equal(["[a] 0", "[a] 1"], Lines(ChatScreen.Draw(_state, new ScreenSize(40, 4))));
        Assert.Equal(3, _state.Scroll);
    }

    [Fact]
    public void Draw_ALongInput_ShowsItAroundTheCursor()
    {
        _state.Join("a");
        _state.Input.Set("0123456789漢字");

        var frame = ChatScreen.Draw(_state, new ScreenSize(12, 3));

        Assert.Equal(("a> 6789漢字", 11), (frame.Rows[^1].Text, frame.CursorColumn));
    }

    [Fact]
    public void Draw_AnySize_FitsIt()
    {
        _state.Join("a-channel-with-a-long-name");
        _state.OnLine("MSG a 漢字漢字漢字 and text that goes on and on, with😀pictures and\twithout blanks: " + new string('x', 100));
        _state.Input.Set("some 漢字 that is long enough for every line");
        for (var width = 1; width < 60; width++)
        {
            for (var height = 1; height < 12; height++)
            {
                var frame = ChatScreen.Draw(_state, new ScreenSize(width, height));
                Assert.Equal(Math.Max(2, height), frame.Rows.Count);
                Assert.All(frame.Rows, row => Assert.InRange(ScreenText.WidthOf(row.Text), 0, Math.Max(4, width)));
                Assert.InRange(frame.CursorColumn, 0, Math.Max(4, width) - 1);
            }
        }
    }

    private static IEnumerable<string> Lines(ScreenFrame frame) => frame.Rows.Skip(1).SkipLast(1).Select(static row => row.Text);
}
