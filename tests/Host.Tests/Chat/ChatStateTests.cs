using Actors.Application.Chat;

namespace Actors.Application.Tests.Chat;

public sealed class ChatStateTests
{
    private readonly ChatState _state = new("127.0.0.1:7007", "ann");

    private IEnumerable<string> Texts => _state.Lines.Select(static line => line.Text);

    [Fact]
    public void Enter_TextInAChannel_IsPublishedThere()
    {
        _state.Join("lobby");
        _state.OnConnected("there");
        Enter("hello");
        Enter("//slash");

        Assert.Equal(["SUB lobby", "PUB lobby ann: hello", "PUB lobby ann: /slash"], _state.Outgoing);
    }

    [Fact]
    public void Enter_TextThatCannotBeSent_StaysInItsLine()
    {
        _state.Join("lobby");
        Enter("hello");

        Assert.Equal("hello", _state.Input.Text);
        Assert.Empty(_state.Outgoing);
        Assert.Equal("There is no connection: nothing was sent.", Texts.Last());
    }

    [Fact]
    public void Enter_Commands_DoWhatTheySay()
    {
        _state.OnConnected("there");
        Enter("/join a");
        Enter("/join b");
        Enter("/join a");
        Enter("/nick bob");
        Enter("text");
        Enter("/leave");
        Enter("/who");
        Assert.Equal(["SUB a", "SUB b", "PUB a bob: text", "UNSUB a", "WHO"], _state.Outgoing);
        Assert.Equal(("b", "bob"), (_state.Current, _state.Nick));

        Enter("/help");
        Assert.Contains(Texts, static text => text.StartsWith("/quit", StringComparison.Ordinal));
        Assert.False(_state.HasQuit);
        Enter("/quit");
        Assert.True(_state.HasQuit);
    }

    [Theory]
    [InlineData("/join", "/join NAME: 1 to 128")]
    [InlineData("/join a b", "/join NAME: 1 to 128")]
    [InlineData("/nick ä", "/nick NAME: 1 to 128")]
    [InlineData("/leave a", "You are not in that channel.")]
    [InlineData("/who", "There is no connection.")]
    [InlineData("/dance", "There is no /dance: /help tells")]
    public void Enter_WrongCommand_SaysWhatIsWrong(string text, string answer)
    {
        Enter(text);

        Assert.StartsWith(answer, Texts.Last(), StringComparison.Ordinal);
        Assert.Empty(_state.Outgoing);
    }

    [Fact]
    public void OnLine_OfTheHub_ShowsMessagesAndErrorsCleaned()
    {
        foreach (var line in new[] { "OK", "PONG", "MSG a bob: \e[2J hi", "MSG a ", "ERR too \a slow", "WHO 0" }) _state.OnLine(line);

        Assert.Equal(["[a] bob: ␛[2J hi", "[a] ", "hub: ERR too ␇ slow", "hub: WHO 0"], Texts);
    }

    [Fact]
    public void OnConnected_AfterALoss_JoinsAgain()
    {
        _state.OnConnected("there");
        _state.Join("a");
        _state.OnLost("gone");
        _state.Join("b");
        _state.Outgoing.Clear();
        _state.OnConnected("there");

        Assert.Equal(["SUB a", "SUB b"], _state.Outgoing);
    }

    [Fact]
    public void Lines_OfALongDay_HaveALimit()
    {
        for (var i = 0; i < 20_000; i++) _state.OnLine($"MSG a {i}");

        Assert.InRange(_state.Lines.Count, 4000, 5000);
        Assert.Equal("[a] 19999", Texts.Last());
    }

    [Fact]
    public void Lines_OfLongTexts_HaveALimitTogether()
    {
        for (var i = 0; i < 100; i++) _state.OnLine($"MSG a {i}" + new string('x', 100_000));

        Assert.InRange(_state.Lines.Sum(static line => line.Text.Length), 3_500_000, 4 * 1024 * 1024);
        Assert.StartsWith("[a] 99x", Texts.Last(), StringComparison.Ordinal);
        _state.OnLine("MSG a " + new string('y', 5_000_000));
        Assert.Single(_state.Lines);
    }

    [Fact]
    public void OnLines_WithSomeDropped_SaysHowManyBeforeTheRest()
    {
        var inbox = new ChatInbox();
        for (var i = 0; i < ChatInbox.MaxLines + 1234; i++) inbox.Add($"MSG a {i}");

        _state.OnLines(inbox);

        Assert.Equal(["1,234 lines were dropped here: they came faster than they can be shown.", "[a] 1234"], Texts.Take(2));
        Assert.Equal(ChatInbox.MaxLines + 1, _state.Lines.Count);
    }

    private void Enter(string text)
    {
        _state.Input.Set(text);
        _state.OnKey(new ConsoleKeyInfo('\r', ConsoleKey.Enter, false, false, false));
    }
}
