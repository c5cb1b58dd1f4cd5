namespace Actors;

/// <content>Workers that wait for one another's end.</content>
public sealed partial class Worker
{
    /// <summary>A longer way is not followed: a hundred thousand workers may wait in a row.</summary>
    private const int LongestRing = 64;

    /// <summary>A wait for a worker's end has begun: if that one's end waits for this one, nobody but others can end it.</summary>
    /// <remarks>It is said and not thrown: two that end with each other may be meant to, and go on handling events.</remarks>
    void IFlowOwner.OnAwaitsEnd(Wait wait)
    {
        if (wait.AwaitedEnd is not Worker awaited || awaited == this) return;
        var ring = new List<(Worker Worker, Wait? By)> { (this, wait) };
        lock (System.WaitRingGate)
        {
            // Two may close a ring at the same moment; one of them says so.
            if (!awaited.TryLeadTo(this, ring) || ring.Exists(static step => step.By is { IsInKnownRing: true })) return;
            foreach (var (_, by) in ring)
            {
                if (by is not null) by.IsInKnownRing = true;
            }
        }

        var text = string.Join(", which waits for ", ring.Select(static step => $"'{step.Worker.Path}'").Append($"'{Path}'"));
        System.Logger.WaitRing(text);
    }

    /// <summary>Follows what this worker's end waits for.</summary>
    private bool TryLeadTo(Worker first, List<(Worker Worker, Wait? By)> ring)
    {
        if (this == first) return true;
        if (ring.Count >= LongestRing || !IsRunning || _flow is not { } flow || ring.Exists(step => step.Worker == this)) return false;
        foreach (var wait in flow.AwaitedEnds())
        {
            if (wait.AwaitedEnd is Worker awaited && TryStep(awaited, wait)) return true;
        }

        return flow.IsAwaitingChildren && Children.Any(child => !child.IsDaemon && TryStep(child, null));

        bool TryStep(Worker next, Wait? by)
        {
            ring.Add((this, by));
            if (next.TryLeadTo(first, ring)) return true;
            ring.RemoveAt(ring.Count - 1);
            return false;
        }
    }
}
