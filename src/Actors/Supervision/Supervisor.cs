using Microsoft.Extensions.Logging;

namespace Actors.Supervision;

/// <summary>What one run has of its worker's <see cref="RestartPolicy"/> .</summary>
/// <param name="owner">The worker.</param>
/// <param name="restarts">Its restarts.</param>
/// <param name="failures">The log, if failures are logged (spec L10).</param>
internal sealed class Supervisor(IFlowOwner owner, Restarts restarts, ILogger? failures) : FlowSupervisor
{
    public override void OnBodyStarts() => restarts.OnBodyStarts();

    public override bool TryPlanRestart(ref Outcome outcome, out TimeSpan backoff)
    {
        backoff = default;
        if (!restarts.AppliesTo(outcome.Kind)) return false;
        if (restarts.TryPlan(out backoff)) return true;

        var policy = restarts.Policy;
        failures?.RestartsUsedUp(owner.Path, policy.MaxRestarts, policy.Window);
        if (outcome.Kind == OutcomeKind.Completed)
        {
            outcome = new Outcome(OutcomeKind.Faulted, null, new InvalidOperationException(
                $"The body of worker '{owner.Path}' returned again and again: it was started again {policy.MaxRestarts} times within " +
                $"{policy.Window} (RestartPolicy.MaxRestarts)."));
        }

        return false;
    }
}
