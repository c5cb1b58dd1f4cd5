using System.Threading.Tasks.Sources;

namespace Actors.Flow;

/// <summary>A loop over events waits for its next one (spec E11).</summary>
internal sealed class SubscriptionWait(Subscription subscription) : Wait, IValueTaskSource<bool>
{
    public override string Description => $"Events({subscription.EventName})";

    public override bool NeedsEvents => IsPending;

    public new bool IsFree => base.IsFree;

    public ValueTask<bool> Start(Frame frame)
    {
        Prepare(frame, System.Threading.Timeout.InfiniteTimeSpan);
        return new ValueTask<bool>(this, Version);
    }

    bool IValueTaskSource<bool>.GetResult(short token)
    {
        TakeResult(token);
        var isThere = subscription.TryTake();
        TryReset();
        return isThere;
    }

    protected override void OnActivated() => subscription.OnAwaited(this);
}
