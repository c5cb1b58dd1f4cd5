namespace Actors;

/// <summary>What few workers have: made with the first use, so that the others do not carry it.</summary>
internal sealed class WorkerExtras
{
    private SubscriptionSet? _subscriptions;
    private int _stops;

    /// <summary>What its last run threw, while nobody has asked for the result; null for workers whose failures are logged at once.</summary>
    public UnseenError? Unseen { get; set; }

    /// <summary>How often it was told to stop since this was made, counting round. A restart that waits for the end of a run is off when
    /// this changes.</summary>
    public int Stops => Volatile.Read(ref _stops);

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

    public void CountStop() => Interlocked.Increment(ref _stops);

    /// <summary>The worker runs from now on, or does so no more.</summary>
    public void OnRunChanged() => Volatile.Read(ref _subscriptions)?.Update();
}
