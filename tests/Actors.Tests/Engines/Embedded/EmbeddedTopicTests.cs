using Actors.Engines;
using Actors.Engines.Embedded;

namespace Actors.Tests.Engines.Embedded;

public sealed class EmbeddedTopicTests
{
    private readonly EmbeddedTopic _topic = new();

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [Trait("Spec", "A3")]
    public void Add_AndRemove_WithoutEndAndWithoutAPublication_KeepsNothing(int others)
    {
        var stay = Enumerable.Range(0, others).Select(static _ => new Subscriber()).ToArray();
        foreach (var subscriber in stay) Assert.True(_topic.Add(subscriber));
        var comes = new Subscriber();

        for (var i = 0; i < 200_000; i++)
        {
            Assert.True(_topic.Add(comes));
            Assert.True(_topic.Remove(comes));
        }

        Assert.InRange(_topic.Listed, others, Math.Max(17, (2 * others) + 2));
        Assert.Equal(others, _topic.Count);
        Assert.Equal(others, _topic.Publish("news"));
        GC.KeepAlive(stay);
    }

    [Fact]
    [Trait("Spec", "A3")]
    public void Count_OfASubscriberThatDoesNotRun_LeavesItOut()
    {
        var subscriber = new Subscriber { IsRunning = false };
        _topic.Add(subscriber);
        Assert.Equal(0, _topic.Count);

        subscriber.IsRunning = true;
        subscriber.Subscriptions.Update();
        Assert.Equal(1, _topic.Count);

        _topic.Remove(subscriber);
        Assert.Equal(0, _topic.Count);
    }

    private sealed class Subscriber : ISubscriber
    {
        public bool IsRunning { get; set; } = true;

        public SubscriptionSet Subscriptions { get; } = new();

        public bool Receive(object message) => IsRunning;
    }
}
