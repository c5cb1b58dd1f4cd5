using Actors.Hosting;
using Akka;
using Akka.Actor;
using Microsoft.Extensions.Options;

namespace Actors.AkkaNet;

/// <summary>Lets the workers end before the actor system does.</summary>
internal static class OrderlyShutdown
{
    /// <summary>How much of its phase of the coordinated shutdown the stop may take.</summary>
    public const double PartOfThePhase = 0.9;

    private static int s_last;

    /// <summary>Adds the workers' stop to Akka's coordinated shutdown; its phase's timeout limits it.</summary>
    public static void Arrange(AkkaEngine engine, ActorSystem system)
    {
        var weak = new WeakReference<AkkaEngine>(engine);
        CoordinatedShutdown.Get(system).AddTask(
            CoordinatedShutdown.PhaseServiceStop,
            $"stop-workers-{Interlocked.Increment(ref s_last)}",
            async () =>
            {
                if (weak.TryGetTarget(out var engine)) await engine.StopWorkers().ConfigureAwait(false);
                return Done.Instance;
            });
    }

    /// <summary>The end of the actor system stops the workers one by one, as a host does (spec C6), unless that has told them already.</summary>
    /// <returns>What does it, within the phase's time.</returns>
    public static WorkersService Follow(AkkaEngine engine, HostedWorkers workers, WorkerSystem system, WorkersOptions options)
    {
        var service = new WorkersService(workers, system, Options.Create(Limited(engine, options)));
        engine.StopWorkers = () => system.IsStopped ? system.StopAsync() : service.StopAsync(CancellationToken.None);
        return service;
    }

    /// <summary>The phase's time is the upper limit, as the host's is elsewhere: then the actor system goes on without the workers, and who
    /// did not stop is to be told before.</summary>
    private static WorkersOptions Limited(AkkaEngine engine, WorkersOptions options)
    {
        var limit = CoordinatedShutdown.Get(engine.System).Timeout(CoordinatedShutdown.PhaseServiceStop) * PartOfThePhase;
        return new WorkersOptions
        {
            Engine = options.Engine,
            ShutdownTimeout = options.ShutdownTimeout is { } asked && asked != Timeout.InfiniteTimeSpan && asked < limit ? asked : limit,
            StopGrace = options.StopGrace,
        };
    }
}
