using Akka.Actor;

namespace Actors.Benchmarks.Subjects.PlainActors;

/// <summary>Work done by plain actors.</summary>
internal abstract class ActorSubject : TimedSubject
{
    protected ActorSystem Actors { get; private set; } = null!;

    public sealed override void Prepare()
    {
        Actors = ActorSystemPlace.OpenActors();
        PrepareActors();
    }

    public override Task CleanUpAsync() => Actors.Terminate();

    protected abstract void PrepareActors();
}
