using Actors.Application.Hub;
using Actors.TestKit;
using Microsoft.Extensions.Logging.Abstractions;

namespace Actors.Application.Tests.Hub;

public sealed class HubPaceTests
{
    private readonly VirtualTime _time = new(ClockMode.Manual);
    private readonly HubPace _pace;

    private readonly HubQueues _queues;

    public HubPaceTests()
    {
        var options = new HubOptions { MaxDeliveriesPerSecond = 10_000, MaxQueuedBytesTotal = 1000 };
        _queues = new HubQueues(options, new HubClients(), WorkerSystem.Default, NullLogger<HubQueues>.Instance);
        _pace = new HubPace(options, _queues, _time);
    }

    [Fact]
    public void Charge_FewDeliveries_PausesNobody()
    {
        for (var i = 0; i < 1000; i++)
        {
            Assert.Equal(TimeSpan.Zero, _pace.Charge(10));
            _time.Advance(TimeSpan.FromMilliseconds(1));
        }
    }

    [Fact]
    public void Charge_MoreThanTheRate_PausesUntilTheyAreWorkedOff()
    {
        Assert.Equal(TimeSpan.Zero, _pace.Charge(50));
        Assert.Equal(TimeSpan.FromMilliseconds(30), _pace.Charge(300));
        Assert.Equal(TimeSpan.FromMilliseconds(31), _pace.Charge(10));
        _time.Advance(TimeSpan.FromMilliseconds(31));

        Assert.Equal(TimeSpan.FromMilliseconds(1), _pace.Charge(10));
        _time.Advance(TimeSpan.FromSeconds(10));
        Assert.Equal(TimeSpan.Zero, _pace.Charge(50));
    }

    [Fact]
    public void Charge_OnePublicationToMany_PausesForALimitedTime() => Assert.Equal(TimeSpan.FromMilliseconds(200), _pace.Charge(1_000_000));

    [Fact]
    public void Charge_WhileTheQueuesTakeTooMuch_PausesEachPublisher()
    {
        _queues.Add(1001);

        Assert.Equal(TimeSpan.FromMilliseconds(8), _pace.Charge(1));
        _queues.Remove(1);
        Assert.Equal(TimeSpan.Zero, _pace.Charge(1));
    }

    [Fact]
    public void Charge_Nothing_PausesNobody()
    {
        _pace.Charge(1_000_000);

        Assert.Equal(TimeSpan.Zero, _pace.Charge(0));
    }
}
