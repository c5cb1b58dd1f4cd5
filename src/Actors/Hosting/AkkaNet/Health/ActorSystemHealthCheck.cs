using Akka.Actor;
using Microsoft.Extensions.Diagnostics.HealthChecks;

namespace Actors.Hosting.AkkaNet.Health;

/// <summary>Whether the actor system runs and its actors answer.</summary>
/// <param name="system">The actor system.</param>
/// <param name="isForReadiness">Whether a coordinated shutdown that has begun counts too: there is no new work for such a node.</param>
internal sealed class ActorSystemHealthCheck(ActorSystem system, bool isForReadiness) : IHealthCheck
{
    /// <summary>How long the guardian of the user's actors may take to answer; a check's own timeout goes before it.</summary>
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(5);

    public async Task<HealthCheckResult> CheckHealthAsync(HealthCheckContext context, CancellationToken cancellationToken = default)
    {
        var failure = context.Registration.FailureStatus;
        if (system.WhenTerminated.IsCompleted) return new HealthCheckResult(failure, $"The actor system '{system.Name}' has terminated.");
        if (isForReadiness && CoordinatedShutdown.Get(system).ShutdownReason is { } reason)
        {
            return new HealthCheckResult(failure, $"The actor system '{system.Name}' is being shut down: {reason.GetType().Name}.");
        }

        try
        {
            await ((ExtendedActorSystem)system).Guardian.Ask<ActorIdentity>(new Identify(null), Patience, cancellationToken).ConfigureAwait(false);
        }
        catch (AskTimeoutException)
        {
            return new HealthCheckResult(failure, $"'/user' of the actor system '{system.Name}' has not answered within {Patience.TotalSeconds:0} s.");
        }

        return HealthCheckResult.Healthy($"The actor system '{system.Name}' runs, for {system.Uptime.TotalSeconds:0} s.");
    }
}
