using Actors.Hosting.AkkaNet.Health;
using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Microsoft.Extensions.DependencyInjection;

/// <summary>Adds the host's actor system to its health checks.</summary>
public static class ActorSystemHealthChecksBuilderExtensions
{
    /// <summary>Adds two checks: <c>actor-system</c>, tagged <c>live</c>, and <c>actor-system-ready</c>, tagged <c>ready</c>; both are tagged
    /// <c>akka</c> and <c>node</c>, as those of Akka.HealthCheck.</summary>
    /// <param name="builder">What <c>AddHealthChecks</c> returns.</param>
    /// <remarks>Both are unhealthy when the actor system has terminated, or its guardian <c>/user</c> does not answer within 5 seconds;
    /// <c>actor-system-ready</c> also from the beginning of a coordinated shutdown. The workers in it have checks of their own:
    /// <c>AddWorkers</c>.</remarks>
    public static IHealthChecksBuilder AddActorSystem(this IHealthChecksBuilder builder)
    {
        ArgumentNullException.ThrowIfNull(builder);
        builder.Add(Registration("actor-system", "live", isForReadiness: false));
        return builder.Add(Registration("actor-system-ready", "ready", isForReadiness: true));
    }

    private static HealthCheckRegistration Registration(string name, string tag, bool isForReadiness) => new(
        name,
        services => new ActorSystemHealthCheck(services.GetRequiredService<ActorSystem>(), isForReadiness),
        failureStatus: null,
        ["akka", tag, "node"]);
}
