using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Hosting.Health;

/// <summary>What a check has found: the worst of it is the result, and each worker is named.</summary>
internal sealed class Findings
{
    private readonly Dictionary<string, object> _statuses = [];
    private readonly List<string> _sentences = [];
    private HealthStatus _worst = HealthStatus.Healthy;

    public void Add(Worker worker, HealthStatus status, string sentence)
    {
        if (status < _worst) _worst = status;
        _statuses[worker.Path] = worker.Status.ToString();
        _sentences.Add($"Worker '{worker.Path}' {sentence}.");
    }

    /// <param name="context">Says what an unhealthy result is called.</param>
    /// <param name="good">The description when nothing was found.</param>
    public HealthCheckResult Result(HealthCheckContext context, string good)
    {
        if (_sentences.Count == 0) return HealthCheckResult.Healthy(good);
        var status = _worst == HealthStatus.Unhealthy ? context.Registration.FailureStatus : _worst;
        return new HealthCheckResult(status, string.Join(' ', _sentences), data: _statuses);
    }
}
