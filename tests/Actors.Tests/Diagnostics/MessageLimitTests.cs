using Actors.Diagnostics;

namespace Actors.Tests.Diagnostics;

public sealed class MessageLimitTests
{
    [Fact]
    public void TryPass_ManyInTenSeconds_LetsOneThroughAndCountsTheOthers()
    {
        var clock = new SetClock();
        var limit = new MessageLimit(clock);

        Assert.True(limit.TryPass(out var heldBack));
        Assert.Equal(0, heldBack);
        for (var i = 0; i < 1_000; i++) Assert.False(limit.TryPass(out _));
        clock.Seconds = 9;
        Assert.False(limit.TryPass(out _));
        clock.Seconds = 10;
        Assert.True(limit.TryPass(out heldBack));

        Assert.Equal(1_001, heldBack);
        Assert.False(limit.TryPass(out _));
    }

    private sealed class SetClock : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }
}
