using Actors.Benchmarks.Subjects.Spawning;
using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Starts actors, until the last one has started.</summary>
internal sealed class ActorSpawning : ActorSubject
{
    private Props _props = null!;
    private Countdown _started = null!;

    public override Task RunAsync()
    {
        for (var i = 0; i < WorkerSpawning.Count; i++) Actors.ActorOf(_props);
        return _started.Done;
    }

    protected override void PrepareActors()
    {
        _started = new Countdown(WorkerSpawning.Count);
        _props = Props.Create(() => new Starter(_started));
    }

    private sealed class Starter(Countdown started) : UntypedActor
    {
        protected override void PreStart() => started.Signal();

        protected override void OnReceive(object message)
        {
        }
    }
}
