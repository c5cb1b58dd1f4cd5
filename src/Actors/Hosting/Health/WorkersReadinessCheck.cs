using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Hosting.Health;

/// <summary>Whether each of the host's workers takes work now, or has completed its own.</summary>
internal sealed class WorkersReadinessCheck(IEnumerable<HostedGroup> groups) : IHealthCheck
{
    public Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var workers = groups.SelectMany(static group => group.Workers.All).ToArray();
        var findings = new Findings();
        foreach (var worker in workers)
        {
            if (worker.State is not (WorkerState.Running or WorkerState.Completed)) findings.Add(worker, HealthStatus.Unhealthy, $"is {worker.State}");
            else if (worker.IsRestarting) findings.Add(worker, HealthStatus.Unhealthy, "is to start again");
        }

        return Task.FromResult(findings.Result(context, $"{workers.Length} workers are ready."));
    }
}
