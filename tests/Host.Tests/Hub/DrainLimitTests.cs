using Actors.Application.Hub;
using Actors.TestKit;
using Microsoft.Extensions.Hosting;

namespace Actors.Application.Tests.Hub;

public sealed class DrainLimitTests
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);
    private readonly VirtualTime _time = new(ClockMode.Manual);
    private readonly HubStop _stop;
    private readonly DrainLimit _limit;

    public DrainLimitTests()
    {
        _stop = NewStop(new HubOptions());
        _limit = new DrainLimit(Patience, left: 1000, _stop, _time);
    }

    [Fact]
    public void Look_AtAClientThatTakesAByteNowAndThen_GivesItMoreTime()
    {
        for (var left = 999; left > 900; left--)
        {
            _time.Advance(TimeSpan.FromSeconds(4));
            Assert.Null(_limit.Look(left));
        }
    }

    [Fact]
    public void Look_AtAClientThatTakesNothing_GivesItUpAfterItsTime()
    {
        _time.Advance(TimeSpan.FromSeconds(3));
        Assert.Null(_limit.Look(999));
        _time.Advance(TimeSpan.FromSeconds(4.9));
        Assert.Null(_limit.Look(999));
        _time.Advance(TimeSpan.FromSeconds(0.1));

        Assert.Equal("none was taken for 00:00:05", _limit.Look(999));
    }

    [Fact]
    public void Look_WhileTheHubStops_GivesAClientThatReadsUpAtTheEndOfTheDelivery()
    {
        _time.Advance(TimeSpan.FromSeconds(100));
        Assert.Null(_limit.Look(999));
        _stop.Begin();
        _time.Advance(TimeSpan.FromSeconds(9.9));
        Assert.Null(_limit.Look(998));
        _time.Advance(_limit.NextLook);

        Assert.Equal("the hub stops", _limit.Look(997));
    }

    [Fact]
    public void NextLook_WhileTheHubStops_IsNotAfterTheEndOfTheDelivery()
    {
        Assert.Equal(TimeSpan.FromSeconds(1), _limit.NextLook);

        _stop.Begin();
        _time.Advance(TimeSpan.FromSeconds(9.5));
        Assert.Equal(TimeSpan.FromSeconds(0.5), _limit.NextLook);
        _time.Advance(TimeSpan.FromSeconds(5));

        Assert.Equal(TimeSpan.Zero, _limit.NextLook);
    }

    [Theory]
    [InlineData(30.0, null, 10.0, 5.0)]
    [InlineData(30.0, 8.0, 4.0, 2.0)]
    [InlineData(6.0, 60.0, 3.0, 1.5)]
    [InlineData(-0.001, -0.001, 10.0, 5.0)]
    public void Delivery_AndLastWord_FitIntoTheTimeOfTheHost(double host, double? workers, double delivery, double lastWord)
    {
        var stop = NewStop(new HubOptions(), host, workers);

        Assert.Equal((TimeSpan.FromSeconds(delivery), TimeSpan.FromSeconds(lastWord)), (stop.Delivery, stop.LastWord));
    }

    private HubStop NewStop(HubOptions options, double host = 30, double? workers = null) => new(
        options,
        new WorkersOptions { ShutdownTimeout = workers is { } seconds ? TimeSpan.FromSeconds(seconds) : null },
        new HostOptions { ShutdownTimeout = TimeSpan.FromSeconds(host) },
        _time);
}
