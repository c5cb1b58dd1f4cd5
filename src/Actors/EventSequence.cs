namespace Actors;

/// <summary>What <c>await foreach</c> runs over in a worker (spec E11); each loop is a subscription of its own.</summary>
internal sealed class EventSequence<TEvent>(string name, IEventTarget? target, Func<Event, TEvent> read) : IAsyncEnumerable<TEvent>
{
    public IAsyncEnumerator<TEvent> GetAsyncEnumerator(CancellationToken cancellationToken = default)
    {
        var frame = Waits.FrameOf("Events") ?? throw new InvalidOperationException(
            $"No worker runs this loop over '{name}': Events is for the body or an asynchronous listener of a worker.");
        return new Enumerator(new Subscription(frame.Flow, name, target, cancellationToken), read);
    }

    private sealed class Enumerator(Subscription subscription, Func<Event, TEvent> read) : IAsyncEnumerator<TEvent>
    {
        public TEvent Current => read(subscription.Current ?? throw new InvalidOperationException("The loop has no event yet."));

        public ValueTask<bool> MoveNextAsync()
        {
            var frame = Waits.FrameOf("Events");
            return frame?.Flow == subscription.Flow ? subscription.Next(frame) : throw new InvalidOperationException(
                $"The events of worker '{subscription.Flow.Path}' are for its own run: loop over Events where it was called.");
        }

        public ValueTask DisposeAsync()
        {
            subscription.Close();
            return ValueTask.CompletedTask;
        }
    }
}
