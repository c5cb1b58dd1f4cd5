using Actors.Flow;
using Actors.Timers;

namespace Actors.TestKit.Clock;

/// <summary>Says whose deadlines are pending.</summary>
internal static class PendingWaits
{
    public static IEnumerable<PendingTimer> Of(DeadlineQueue deadlines) =>
        deadlines.Pending.Select(static pending => Of(pending.Deadline, new DateTimeOffset(pending.Due, TimeSpan.Zero)));

    private static PendingTimer Of(Deadline deadline, DateTimeOffset due) => deadline switch
    {
        WaitDeadline { Wait: var wait } => new PendingTimer(due, wait.Frame.Flow.Path, wait.Description),
        LaterCallback later => new PendingTimer(due, later.Flow.Path, "Later"),
        FlowSupervisor supervisor => new PendingTimer(due, supervisor.Flow.Path, "its restart"),
        _ => new PendingTimer(due, null, "a timer"),
    };
}
