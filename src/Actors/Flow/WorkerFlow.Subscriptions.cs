namespace Actors.Flow;

/// <content>The loops over events that have not ended (spec E11).</content>
internal sealed partial class WorkerFlow
{
    /// <summary>Made when it is needed; its own lock.</summary>
    private List<Subscription>? _subscriptions;

    private bool HasSubscriptions => Volatile.Read(ref _subscriptions) is { Count: > 0 };

    /// <summary>A loop over events begins. Any thread.</summary>
    public void Add(Subscription subscription)
    {
        var subscriptions = _subscriptions;
        if (subscriptions is null)
        {
            var made = new List<Subscription>();
            subscriptions = Interlocked.CompareExchange(ref _subscriptions, made, null) ?? made;
        }

        lock (subscriptions) subscriptions.Add(subscription);
    }

    /// <summary>A loop over events has ended. Any thread.</summary>
    public void Remove(Subscription subscription)
    {
        lock (_subscriptions!) _subscriptions.Remove(subscription);
    }

    /// <summary>What an attempt that has ended was still subscribed to is kept for nobody (spec L11).</summary>
    private void EndSubscriptions()
    {
        if (_subscriptions is not { Count: > 0 } subscriptions) return;
        Subscription[] all;
        lock (subscriptions) all = [.. subscriptions];
        foreach (var subscription in all) subscription.Close();
    }
}
