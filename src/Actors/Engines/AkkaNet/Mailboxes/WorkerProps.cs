using System.Diagnostics.CodeAnalysis;
using Actors.Engines.AkkaNet.Dispatchers;
using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>What Akka makes a worker's actor of: a small object for each, and a deployment for all.</summary>
internal sealed class WorkerProps : Props
{
    /// <summary>A worker's actor stays on this machine.</summary>
    private static readonly Props Plain = CreateBy(new Producer()).WithDeploy(Akka.Actor.Deploy.Local);

    private static readonly Props OnWorkersDispatcher = Plain.WithDispatcher(WorkersDispatcher.Id);

    private WorkerProps(Props template, AkkaMailbox mailbox)
        : base(template) => Place = mailbox;

    /// <summary>The place of the actor's run.</summary>
    public AkkaMailbox Place { get; }

    /// <param name="place">The place of its run.</param>
    /// <param name="onWorkersDispatcher">Whether it asks for <see cref="WorkersDispatcher"/>; else for none.</param>
    public static WorkerProps Of(AkkaMailbox place, bool onWorkersDispatcher) => new(onWorkersDispatcher ? OnWorkersDispatcher : Plain, place);

    [SuppressMessage("Akka", "AK1000", Justification = "This is the Props that Akka makes the actor by.")]
    public override ActorBase NewActor() => new WorkerActor(Place);

    protected override Props Copy() => new WorkerProps(this, Place);

    private sealed class Producer : IIndirectActorProducer
    {
        public Type ActorType => typeof(WorkerActor);

        public ActorBase Produce() => throw new NotSupportedException("An actor of a worker is made for one run.");

        public void Release(ActorBase actor)
        {
        }
    }
}
