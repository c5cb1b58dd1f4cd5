using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Hosting.Health;

/// <summary>Whether the workers are alive: none has failed for good, none stands still, none falls behind.</summary>
/// <remarks>A paused worker is healthy: somebody wants it so.</remarks>
internal sealed class WorkersHealthCheck(IEnumerable<HostedGroup> groups, Standstills standstills, WorkersHealthOptions options) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var running = groups.SelectMany(static group => Worker.OfTrees(group.System.Workers)).Where(static worker => worker.IsRunning).ToList();
        var queued = running.Where(static worker => IsExpectedToWork(worker) && worker.MailboxDepth > 0).ToDictionary(static worker => worker.Flow!);
        var findings = new Findings();
        foreach (var worker in groups.SelectMany(static group => group.Workers.All).Where(static worker => worker.State == WorkerState.Faulted))
        {
            findings.Add(worker, HealthStatus.Unhealthy, $"has failed: {(worker.Failure is { } failure ? ErrorText.MessageOf(failure) : "")}");
        }

        foreach (var (flow, time) in standstills.Look(queued.Keys))
        {
            if (time >= options.StuckAfter) findings.Add(queued[flow], HealthStatus.Unhealthy, $"has handled nothing for {time.TotalSeconds:0} s");
        }

        foreach (var worker in running)
        {
            if (worker.IsRestarting) findings.Add(worker, HealthStatus.Degraded, "has failed, and is to start again");
            if (IsCrowded(worker)) findings.Add(worker, HealthStatus.Degraded, "has a mailbox that is nearly full");
        }

        return Task.FromResult(findings.Result(context, $"{running.Count} workers run."));
    }

    private static bool IsExpectedToWork(Worker worker) => worker is { State: WorkerState.Running or WorkerState.Stopping, IsRestarting: false };

    private bool IsCrowded(Worker worker) =>
        worker.Flow is { Bound: { } bound } flow && flow.MailboxDepth > options.CrowdedAbove * bound.Capacity;
}
