using System.Runtime.CompilerServices;
using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;

namespace Actors;

/// <summary>A plain actor that told a worker something: the target of the event that the worker hears.</summary>
/// <remarks>Firing at it tells the actor an <see cref="Event"/>. One reference has one target, so that listeners and waits can be
/// limited to it.</remarks>
public sealed class ActorTarget : IEventTarget
{
    /// <summary>The targets that were given out; those of workers' own actors are the workers.</summary>
    private static readonly ConditionalWeakTable<IActorRef, IEventTarget> Targets = [];

    private ActorTarget(IActorRef actor) => Ref = actor;

    /// <summary>The actor.</summary>
    public IActorRef Ref { get; }

    /// <inheritdoc/>
    public string Path => Ref.Path.ToString();

    /// <summary>The target that stands for an actor in events; of a worker's actor it is the worker.</summary>
    /// <param name="actor">The actor.</param>
    /// <exception cref="ArgumentNullException"><paramref name="actor"/> is null.</exception>
    public static IEventTarget Of(IActorRef actor)
    {
        ArgumentNullException.ThrowIfNull(actor);
        return Targets.GetValue(actor, static actor => (IEventTarget?)WorkerActor.OwnerOf(actor) ?? new ActorTarget(actor));
    }

    /// <inheritdoc/>
    public void Fire(string name, object? data = null) => Ref.Tell(new Event(name, data), CurrentActor.SelfOrNone);

    /// <inheritdoc/>
    public void Fire<T>(EventName<T> name, T data) => Ref.Tell(new Event<T>(name, data), CurrentActor.SelfOrNone);

    /// <inheritdoc/>
    public override string ToString() => Path;

    /// <summary>Says whose actor it is.</summary>
    internal static void Register(IActorRef actor, Worker worker) => Targets.AddOrUpdate(actor, worker);
}
