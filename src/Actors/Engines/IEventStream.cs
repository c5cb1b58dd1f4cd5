namespace Actors.Engines;

/// <summary>The engine's publish and subscribe.</summary>
internal interface IEventStream
{
    /// <summary>Makes a topic; it lives as long as somebody holds it.</summary>
    ITopic CreateTopic(string name);
}

/// <summary>One topic of an event stream.</summary>
/// <remarks>Any thread may call. A topic holds its subscribers weakly.</remarks>
internal interface ITopic
{
    /// <summary>Adds a subscriber; one that is there already stays once.</summary>
    bool Add(ISubscriber subscriber);

    /// <summary>Removes a subscriber.</summary>
    /// <returns>False when it was not there.</returns>
    bool Remove(ISubscriber subscriber);

    /// <summary>Hands one item, made by <paramref name="message"/>, to each subscriber; never blocks, never throws.</summary>
    /// <returns>How many took it.</returns>
    int Publish(object message);

    /// <summary>How many of its subscribers run. Constant time.</summary>
    int Count { get; }
}

/// <summary>Who can subscribe to a topic.</summary>
internal interface ISubscriber
{
    /// <summary>Whether it takes what is published. Any thread.</summary>
    bool IsRunning { get; }

    /// <summary>What it is subscribed to; it calls <see cref="SubscriptionSet.Update"/> after each change of <see cref="IsRunning"/>. Any
    /// thread.</summary>
    SubscriptionSet Subscriptions { get; }

    /// <summary>Takes what was published.</summary>
    /// <returns>False when the subscriber does not run.</returns>
    bool Receive(object message);
}
