using Akka;
using Akka.Actor;

namespace Actors.AkkaNet;

/// <summary>Lets the workers end before the actor system does.</summary>
internal static class OrderlyShutdown
{
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
}
