using Actors.Engines.AkkaNet;
using Akka.Actor;
using Microsoft.Extensions.Options;

namespace Actors.Hosting.AkkaNet;

/// <summary>The end of an actor system stops a host's workers one by one, as the host does (spec C6).</summary>
internal static class HostedShutdown
{
    /// <summary>How much of its phase of the coordinated shutdown the stop may take.</summary>
    private const double PartOfThePhase = 0.9;

    /// <summary>Has the end of the actor system stop them, unless the host has told them already.</summary>
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
