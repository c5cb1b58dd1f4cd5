using System.Runtime.CompilerServices;

namespace Actors.Engines.Embedded;

/// <summary>One topic: who is subscribed, in order, and how many of them run.</summary>
internal sealed class EmbeddedTopic : ITopic
{
    private readonly Lock _gate = new();

    /// <summary>The subscriptions in their order; ended ones, and those of collected subscribers, stay until the next sweep.</summary>
    private readonly List<Subscription> _subscriptions = [];

    /// <summary>How many may be listed until the list is swept: subscribing and unsubscribing without end keeps it short, and costs the same
    /// each time.</summary>
    private int _sweepAt = 16;

    private volatile int _count;

    /// <summary>What publishers walk; null after a change. Never changed in place.</summary>
    private volatile Subscription[]? _snapshot;

    public int Count => _count;

    /// <summary>How long the list is, those among them that the next sweep takes out. Any thread; a snapshot.</summary>
    public int Listed => _subscriptions.Count;

    public bool Add(ISubscriber subscriber)
    {
        var subscription = new Subscription(this, subscriber);
        if (!subscriber.Subscriptions.TryAdd(this, subscription)) return false;
        lock (_gate)
        {
            if (_subscriptions.Count >= _sweepAt) Sweep();
            _subscriptions.Add(subscription);
            _snapshot = null;
        }

        subscription.Update();
        return true;
    }

    public bool Remove(ISubscriber subscriber)
    {
        if (subscriber.Subscriptions.Remove(this) is not Subscription subscription) return false;
        lock (_gate)
        {
            subscription.End();
            _snapshot = null;
        }

        subscription.Update();
        return true;
    }

    public int Publish(object message)
    {
        var taken = 0;
        foreach (var subscription in _snapshot ?? TakeSnapshot())
        {
            if (subscription.Subscriber is not { } subscriber) _snapshot = null;
            else if (subscriber.Receive(message)) taken++;
        }

        return taken;
    }

    private Subscription[] TakeSnapshot()
    {
        lock (_gate)
        {
            if (_snapshot is { } snapshot) return snapshot;
            Sweep();
            return _snapshot = [.. _subscriptions];
        }
    }

    private void Sweep()
    {
        _subscriptions.RemoveAll(static subscription => subscription.Subscriber is null);
        _sweepAt = Math.Max(16, 2 * _subscriptions.Count);
    }

    /// <summary>One subscriber, held weakly.</summary>
    /// <remarks>It is the reference itself: who publishes to many waits for the memory of each object on the way to each of them.</remarks>
    private sealed class Subscription(EmbeddedTopic topic, ISubscriber subscriber) : WeakReference(subscriber), ITopicSubscription
    {
        private volatile bool _hasEnded;

        /// <summary>Whether the topic counts it. Under the topic's lock.</summary>
        private bool _isCounted;

        /// <summary>Null once it was removed, or was collected.</summary>
        public ISubscriber? Subscriber => _hasEnded ? null : Unsafe.As<ISubscriber?>(Target);

        public void End() => _hasEnded = true;

        public void Update()
        {
            // Asked under the lock, after each change: whoever comes last sees how it is.
            lock (topic._gate)
            {
                var runs = Subscriber is { IsRunning: true };
                if (runs == _isCounted) return;
                _isCounted = runs;
                topic._count += runs ? 1 : -1;
            }
        }
    }
}
