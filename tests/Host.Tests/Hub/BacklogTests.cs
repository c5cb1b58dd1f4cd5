using Actors.Application.Hub;
using Actors.TestKit;

namespace Actors.Application.Tests.Hub;

public sealed class BacklogTests
{
    private const long Limit = 1000;
    private readonly VirtualTime _time = new(ClockMode.Manual);
    private readonly Backlog _backlog;

    public BacklogTests() => _backlog = new Backlog(Limit, _time);

    [Theory]
    [InlineData(0, 0)]
    [InlineData(124, 0)]
    [InlineData(125, 1)]
    [InlineData(499, 1)]
    [InlineData(500, 8)]
    [InlineData(1000, 8)]
    public void Pause_OfAClientThatReads_GrowsWithWhatWaitsForIt(long bytes, int milliseconds)
    {
        _backlog.Shrank(bytes);

        Assert.Equal(TimeSpan.FromMilliseconds(milliseconds), _backlog.Pause);
    }

    [Fact]
    public void Pause_OfAClientThatStandsStill_IsNone()
    {
        _backlog.Shrank(Limit / 2);
        _time.Advance(TimeSpan.FromMilliseconds(501));
        _backlog.Grew(Limit);

        Assert.Equal(TimeSpan.Zero, _backlog.Pause);
    }

    [Fact]
    public void Pause_OfAClientThatReadsAgain_IsBack()
    {
        _time.Advance(TimeSpan.FromSeconds(10));
        _backlog.Grew(Limit);
        Assert.Equal(TimeSpan.Zero, _backlog.Pause);

        _backlog.Shrank(Limit - 1);

        Assert.NotEqual(TimeSpan.Zero, _backlog.Pause);
    }
}
