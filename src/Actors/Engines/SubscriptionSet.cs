namespace Actors.Engines;

/// <summary>What one subscriber is subscribed to. Any thread.</summary>
internal sealed class SubscriptionSet
{
    private readonly Dictionary<ITopic, ITopicSubscription> _byTopic = new(ReferenceEqualityComparer.Instance);

    /// <returns>False when there is one of this topic.</returns>
    public bool TryAdd(ITopic topic, ITopicSubscription subscription)
    {
        lock (_byTopic) return _byTopic.TryAdd(topic, subscription);
    }

    /// <returns>The subscription that was there; null when there was none.</returns>
    public ITopicSubscription? Remove(ITopic topic)
    {
        lock (_byTopic) return _byTopic.Remove(topic, out var subscription) ? subscription : null;
    }

    /// <summary>The subscriber runs from now on, or does so no more.</summary>
    public void Update()
    {
        ITopicSubscription[] all;
        lock (_byTopic) all = [.. _byTopic.Values];
        foreach (var subscription in all) subscription.Update();
    }
}

/// <summary>One subscriber's place at a topic.</summary>
internal interface ITopicSubscription
{
    /// <summary>Counts it, or counts it no more, as its subscriber runs or not.</summary>
    void Update();
}
