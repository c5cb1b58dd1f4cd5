using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Workers on the engine of Akka.NET.</summary>
internal sealed class ActorSystemPlace : Place
{
    private ActorSystem _actors = null!;

    /// <summary>An actor system with Akka's own settings, but for its log.</summary>
    public static ActorSystem OpenActors() => ActorSystem.Create("benchmark", "akka { loglevel = OFF, stdout-loglevel = OFF, log-dead-letters = off }");

    public override WorkerSystem Open() => new(_actors = OpenActors(), new WorkerSystemOptions { TimeProvider = TimeProvider.System });

    public override async Task CloseAsync(WorkerSystem system)
    {
        await system.DisposeAsync();
        await _actors.Terminate();
    }
}
