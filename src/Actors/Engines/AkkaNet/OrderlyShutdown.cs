using System.Runtime.Loader;
using Akka;
using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>Lets the workers end before the actor system does.</summary>
internal static class OrderlyShutdown
{
    private static int s_last;
    private static volatile bool s_isProcessEnding;

    // Before the hooks at the end of the process, of which Akka has one.
    static OrderlyShutdown() => AssemblyLoadContext.Default.Unloading += static _ => s_isProcessEnding = true;

    /// <summary>Whether the process ends, as by <see cref="Environment.Exit"/>, whose caller may be the code of a worker: waiting for that
    /// would be in vain.</summary>
    public static bool IsProcessEnding => s_isProcessEnding;

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
}
