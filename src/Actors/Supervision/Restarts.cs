namespace Actors.Supervision;

/// <summary>When one run's body starts again (spec L11). Belongs to its flow's turn.</summary>
/// <param name="policy">The numbers.</param>
/// <param name="time">The system's clock.</param>
/// <param name="random">Gives the jitter, from 0 up to 1.</param>
internal sealed class Restarts(RestartPolicy policy, TimeProvider time, Func<double> random)
{
    private readonly RestartLimit _limit = new(policy.MaxRestarts, policy.Window, time);
    private TimeSpan _next = policy.Backoff;
    private long _started;

    public RestartPolicy Policy => policy;

    public void OnBodyStarts() => _started = time.GetTimestamp();

    public bool AppliesTo(OutcomeKind end) =>
        end == OutcomeKind.Faulted || (end == OutcomeKind.Completed && policy.Mode == RestartMode.Always);

    /// <summary>The body has ended in a way to which the policy applies.</summary>
    /// <returns>False when the limit is used up.</returns>
    public bool TryPlan(out TimeSpan backoff)
    {
        backoff = default;
        if (!_limit.TryTake()) return false;
        if (time.GetElapsedTime(_started) >= policy.ResetAfter) _next = policy.Backoff;
        backoff = _next + (_next * (policy.Jitter * random()));
        _next = _next < policy.MaxBackoff / 2 ? _next * 2 : policy.MaxBackoff;
        return true;
    }
}
