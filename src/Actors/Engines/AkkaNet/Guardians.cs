using Actors.Engines.AkkaNet.Mailboxes;
using Akka.Actor;

namespace Actors.Engines.AkkaNet;

/// <summary>The actors above those of the workers: one for the tree, one for what must not hold the tree.</summary>
/// <remarks>Akka stops an actor only after all of its children, and a worker's end does not wait for a daemon. So daemon children stand
/// below a guardian of their own, and the actor of their parent watches them.</remarks>
internal sealed class Guardians
{
    /// <summary>The tree's name below <c>/user</c>.</summary>
    public const string TreeName = "workers";

    /// <summary>Deeper than this the actors of workers stand beside the tree: Akka's paths cost by their depth, a hundred thousand levels
    /// would cost minutes.</summary>
    private const int DeepestLevel = 64;

    private readonly ExtendedActorSystem _system;
    private readonly LocalActorRef _tree;
    private readonly LocalActorRef _daemons;
    private readonly LocalActorRef _deep;
    private long _lastNumber;

    public Guardians(ExtendedActorSystem system, SupervisorStrategy supervision)
    {
        _system = system;
        var guardian = Props.Create(() => new Guardian(supervision));
        var user = ((LocalActorRef)system.Guardian).Cell;
        _tree = Make(user, guardian, TreeName);
        _daemons = Make(user, guardian, TreeName + "-daemons");
        _deep = Make(user, guardian, TreeName + "-deep");
    }

    /// <summary>Makes the actor of a run at its place in the tree. Any thread.</summary>
    /// <returns>Null when its parent's actor is stopping.</returns>
    public LocalActorRef? TryMake(AkkaMailbox place, Props props)
    {
        var (parent, name) = PlaceOf(place);
        try
        {
            var made = Make(parent, props, name);

            // The parent's actor has told its children to stop before this one stood among them, and Akka has made it stand still like that.
            if (parent.ChildrenContainer.IsTerminating) made.Stop();
            return made;
        }
        catch (InvalidOperationException)
        {
            // Whoever stopped the parent's actor has nothing to say about the worker.
            return null;
        }
    }

    /// <summary>Stops what is left of the actors, however long that takes.</summary>
    public Task StopAsync() =>
        Task.WhenAll(new[] { _tree, _daemons, _deep }.Select(static guardian => guardian.GracefulStop(Timeout.InfiniteTimeSpan)));

    private (ActorCell Parent, string Name) PlaceOf(AkkaMailbox place)
    {
        var worker = place.Owner;
        var name = Escape(worker.Name);
        if (place.Parent is null) return (_tree.Cell, name);
        if (worker.IsDaemon) return (_daemons.Cell, Escape(worker.Path));
        return place.Parent is { Cell: { } parent } && parent.Self.Path.Depth < DeepestLevel
            ? (parent, name)
            : (_deep.Cell, name);
    }

    /// <summary>The name as it is, or with a number: a sibling has it, or the actor of the run before has not quite ended.</summary>
    private LocalActorRef Make(ActorCell parent, Props props, string name)
    {
        for (var tried = name; ; tried = $"{name}~{Interlocked.Increment(ref _lastNumber)}")
        {
            try
            {
                return (LocalActorRef)parent.ActorOf(props, tried);
            }
            catch (InvalidActorNameException) when (ActorPath.IsValidPathElement(tried))
            {
            }
        }
    }

    /// <summary>A name that Akka takes: whatever a path element must not contain is written as in a URI.</summary>
    private static string Escape(string name)
    {
        if (ActorPath.IsValidPathElement(name)) return name;
        var escaped = Uri.EscapeDataString(name);
        return escaped.StartsWith('$') ? "%24" + escaped[1..] : escaped;
    }

    private sealed class Guardian(SupervisorStrategy supervision) : ActorBase
    {
        protected override SupervisorStrategy SupervisorStrategy() => supervision;

        protected override bool Receive(object message) => false;
    }
}
