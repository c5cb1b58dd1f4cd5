namespace Actors.Engines.Embedded;

/// <summary>Topics in memory, each with its own weak list of subscribers.</summary>
internal sealed class EmbeddedEventStream : IEventStream
{
    public ITopic CreateTopic(string name) => new Topic();

    private sealed class Topic : ITopic
    {
        private readonly Lock _gate = new();
        private readonly List<WeakReference<ISubscriber>> _subscribers = [];

        /// <summary>What publishers walk; null after a change. Never changed in place.</summary>
        private volatile WeakReference<ISubscriber>[]? _snapshot;

        public int Count
        {
            get
            {
                lock (_gate) return _subscribers.Count;
            }
        }

        public bool Add(ISubscriber subscriber)
        {
            lock (_gate)
            {
                if (IndexOf(subscriber) >= 0) return false;
                _subscribers.Add(new WeakReference<ISubscriber>(subscriber));
                _snapshot = null;
                return true;
            }
        }

        public bool Remove(ISubscriber subscriber)
        {
            lock (_gate)
            {
                var index = IndexOf(subscriber);
                if (index < 0) return false;
                _subscribers.RemoveAt(index);
                _snapshot = null;
                return true;
            }
        }

        public int Publish(object message)
        {
            var taken = 0;
            var gone = false;
            foreach (var reference in _snapshot ?? TakeSnapshot())
            {
                if (!reference.TryGetTarget(out var subscriber)) gone = true;
                else if (subscriber.Receive(message)) taken++;
            }

            if (gone) Prune();
            return taken;
        }

        private WeakReference<ISubscriber>[] TakeSnapshot()
        {
            lock (_gate) return _snapshot ??= [.. _subscribers];
        }

        private void Prune()
        {
            lock (_gate)
            {
                if (_subscribers.RemoveAll(static reference => !reference.TryGetTarget(out _)) > 0) _snapshot = null;
            }
        }

        private int IndexOf(ISubscriber subscriber) =>
            _subscribers.FindIndex(reference => reference.TryGetTarget(out var target) && ReferenceEquals(target, subscriber));
    }
}
