using Microsoft.Extensions.Logging;

namespace Actors.Supervision;

/// <summary>What one run has of its worker's <see cref="RestartPolicy"/> and <see cref="SupervisionPolicy"/>.</summary>
/// <param name="owner">The worker.</param>
/// <param name="restarts">Its own restarts, if it has the policy.</param>
/// <param name="children">Its children's, if it has the policy.</param>
/// <param name="failures">The log, if failures are logged (spec L10).</param>
internal sealed class Supervisor(IFlowOwner owner, Restarts? restarts, ChildSupervisor? children, ILogger? failures) : FlowSupervisor
{
    public override void OnBodyStarts() => restarts?.OnBodyStarts();

    public override bool TryPlanRestart(ref Outcome outcome, out TimeSpan backoff)
    {
        backoff = default;
        if (restarts is null || !restarts.AppliesTo(outcome.Kind)) return false;
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

    public override void OnChild(Event e, bool isActing)
    {
        if (children is null) return;
        var about = (ChildEvent)e;
        if (!about.IsEnd) children.OnStarted(about.Child);
        else if (children.OnEnded(about.Child, about.Failure, isActing) is { } failure) Flow.Escalate(failure);
    }

    public override void ForgetChildren() => children?.Forget();
}
