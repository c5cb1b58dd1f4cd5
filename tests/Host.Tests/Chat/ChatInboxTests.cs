using Actors.Application.Chat;

namespace Actors.Application.Tests.Chat;

public sealed class ChatInboxTests
{
    private readonly ChatInbox _inbox = new();

    [Fact]
    public void Add_UntilItIsTaken_TellsTheFirstAlone()
    {
        Assert.True(_inbox.Add("a"));
        Assert.False(_inbox.Add("b"));
        Assert.Equal(["a", "b"], _inbox.Take(out var dropped));
        Assert.Equal(0, dropped);
        Assert.True(_inbox.Add("c"));
        Assert.Equal(["c"], _inbox.Take(out _));
        Assert.Empty(_inbox.Take(out _));
    }

    [Fact]
    public void Add_OfTooManyLines_DropsTheOldest()
    {
        for (var i = 0; i < ChatInbox.MaxLines + 5; i++) _inbox.Add($"{i}");

        var lines = _inbox.Take(out var dropped);

        Assert.Equal((ChatInbox.MaxLines, "5", 5L), (lines.Count, lines[0], dropped));
        _inbox.Add("x");
        Assert.Single(_inbox.Take(out dropped));
        Assert.Equal(0, dropped);
    }

    [Fact]
    public void Add_OfTooLongLines_DropsTheOldestAndKeepsTheNewest()
    {
        var half = new string('x', ChatInbox.MaxCharacters / 2);
        for (var i = 0; i < 10; i++) _inbox.Add(half);
        Assert.Equal(2, _inbox.Take(out var dropped).Count);
        Assert.Equal(8, dropped);

        _inbox.Add("a");
        _inbox.Add(half + half + half);
        Assert.Single(_inbox.Take(out dropped));
        Assert.Equal(1, dropped);
    }
}
