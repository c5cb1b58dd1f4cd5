namespace Actors;

/// <summary>What few workers have: made with the first use, so that the others do not carry it.</summary>
internal sealed class WorkerExtras
{
    private SubscriptionSet? _subscriptions;

    /// <summary>What its mailboxes have left out.</summary>
    public EventLosses Losses { get; } = new();

    /// <summary>The channels that it is subscribed to. Any thread.</summary>
    public SubscriptionSet Subscriptions
    {
        get
        {
            if (Volatile.Read(ref _subscriptions) is { } subscriptions) return subscriptions;
            var made = new SubscriptionSet();
            return Interlocked.CompareExchange(ref _subscriptions, made, null) ?? made;
        }
    }

    /// <summary>The worker runs from now on, or does so no more.</summary>
    public void OnRunChanged() => Volatile.Read(ref _subscriptions)?.Update();
}
