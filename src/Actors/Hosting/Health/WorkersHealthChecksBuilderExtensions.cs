using Actors;
using Actors.Hosting;
using Actors.Hosting.AkkaNet;
using Actors.Hosting.Health;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds a host's workers to its health checks.</summary>
public static class WorkersHealthChecksBuilderExtensions
{
    /// <summary>Adds two checks: <c>workers</c>, tagged <c>live</c>, and <c>workers-ready</c>, tagged <c>ready</c>; both are tagged <c>workers</c>.
    /// </summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returns.</param>
    /// <remarks>
    /// <c>workers</c> is unhealthy when a worker of the host has failed for good, or the loop of any worker stands still though something is
    /// queued; degraded when one waits for its restart, or has a bounded mailbox that is nearly full. <c>workers-ready</c> is unhealthy unless
    /// each worker of the host runs or has completed: a paused one is healthy, and not ready. Each worker in question is named in the
    /// description, and its status is in the data under its path. In a host without workers the checks throw.
    /// </remarks>
    public static IHealthChecksBuilder AddWorkers(this IHealthChecksBuilder builder) => builder.AddWorkers(static _ => { });

    /// <summary>Adds two checks; see <see cref="AddWorkers(IHealthChecksBuilder)"/>.</summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returns.</param>
    /// <param name="configure">Sets when a worker counts as ill.</param>
    /// <exception cref="ArgumentOutOfRangeException">An option has a value that it cannot have.</exception>
    public static IHealthChecksBuilder AddWorkers(this IHealthChecksBuilder builder, Action<WorkersHealthOptions> configure)
    {
        ArgumentNullException.ThrowIfNull(builder);
        ArgumentNullException.ThrowIfNull(configure);
        var options = new WorkersHealthOptions();
        configure(options);
        options.Validate();

        builder.Services.TryAddSingleton(static services => new Standstills(services.GetService<TimeProvider>() ?? TimeProvider.System));
        builder.Add(new HealthCheckRegistration(
            "workers",
            services => new WorkersHealthCheck(GroupsOf(services), services.GetRequiredService<Standstills>(), options),
            failureStatus: null,
            ["workers", "live"]));
        return builder.Add(new HealthCheckRegistration(
            "workers-ready", static services => new WorkersReadinessCheck(GroupsOf(services)), failureStatus: null, ["workers", "ready"]));
    }

    private static HostedGroup[] GroupsOf(IServiceProvider services)
    {
        var groups = services.GetServices<HostedGroup>().ToList();
        if (EngineChoice.HasAkkaNet && AkkaNetServices.JoinedIn(services) is { } joined) groups.Add(joined.Group);
        return groups.Count > 0
            ? [.. groups]
            : throw new InvalidOperationException("The host has no workers whose health could be checked: add some with AddWorkers or WithWorkers.");
    }
}
