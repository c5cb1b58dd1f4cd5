using System.Runtime.CompilerServices;

namespace Actors.Engines.Embedded;

/// <summary>Topics in memory, each with its own weak list of subscribers.</summary>
internal sealed class EmbeddedEventStream : IEventStream
{
    public ITopic CreateTopic(string name) => new Topic();

    private sealed class Topic : ITopic
    {
        private readonly Lock _gate = new();

        /// <summary>Who is subscribed; finds a subscription without a walk.</summary>
        private readonly ConditionalWeakTable<ISubscriber, Subscription> _bySubscriber = [];

        /// <summary>The subscriptions in their order, ended ones among them until the next snapshot.</summary>
        private readonly List<Subscription> _subscriptions = [];

        /// <summary>What publishers walk; null after a change. Never changed in place.</summary>
        private volatile Subscription[]? _snapshot;

        public int Count
        {
            get
            {
                lock (_gate) return _subscriptions.Count(static subscription => subscription.Subscriber is not null);
            }
        }

        public bool Add(ISubscriber subscriber)
        {
            lock (_gate)
            {
                var subscription = new Subscription(subscriber);
                if (!_bySubscriber.TryAdd(subscriber, subscription)) return false;
                _subscriptions.Add(subscription);
                _snapshot = null;
                return true;
            }
        }

        public bool Remove(ISubscriber subscriber)
        {
            lock (_gate)
            {
                if (!_bySubscriber.TryGetValue(subscriber, out var subscription)) return false;
                _bySubscriber.Remove(subscriber);
                subscription.End();
                _snapshot = null;
                return true;
            }
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
                _subscriptions.RemoveAll(static subscription => subscription.Subscriber is null);
                return _snapshot = [.. _subscriptions];
            }
        }
    }

    /// <summary>One subscriber, held weakly.</summary>
    /// <remarks>It is the reference itself: who publishes to many waits for the memory of each object on the way to each of them.</remarks>
    private sealed class Subscription(ISubscriber subscriber) : WeakReference(subscriber)
    {
        private volatile bool _hasEnded;

        /// <summary>Null once it was removed, or was collected.</summary>
        public ISubscriber? Subscriber => _hasEnded ? null : Unsafe.As<ISubscriber?>(Target);

        public void End() => _hasEnded = true;
    }
}
