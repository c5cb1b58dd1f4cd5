using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch.SysMsg;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>Turns on the thread pool, for a run whose actor was stopped before the run ended.</summary>
/// <remarks>A poison pill, an actor system that is terminated in haste: Akka stops an actor at once, but a worker's <c>finally</c> may
/// wait. What was told to the actor comes here by Akka's dead letters.</remarks>
internal sealed class StrandedTurns : MinimalActorRef, IThreadPoolWorkItem
{
    private const int TurnLimit = 30;

    private readonly ConcurrentQueue<MailboxItem> _items = new();
    private readonly AkkaMailbox _place;

    /// <summary>1 while a turn is under way or asked for; from the beginning, until <see cref="EndTurn"/> for the first time.</summary>
    private int _isTaken = 1;

    public StrandedTurns(AkkaMailbox place)
    {
        _place = place;
        Provider = place.Engine.System.Provider;

        // Not the actor's: Akka may take that one's watches back later than this one watches.
        Path = Provider.TempPath();
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

    /// <summary>Akka's DeathWatch, which takes any reference for the watcher.</summary>
    public void Watch(IActorRef actor) => ((IInternalActorRef)actor).SendSystemMessage(new Watch((IInternalActorRef)actor, this));

    public void Unwatch(IActorRef actor) => ((IInternalActorRef)actor).SendSystemMessage(new Unwatch((IInternalActorRef)actor, this));

    /// <summary>The end of an actor that is watched. Any thread.</summary>
    public override void SendSystemMessage(ISystemMessage message)
    {
        if (message is not DeathWatchNotification end) return;
        _place.Flow.Continue(_ => _place.OnTerminated(new Terminated(end.Actor, end.ExistenceConfirmed, end.AddressTerminated)), null);
    }

    public bool TryTake([NotNullWhen(true)] out MailboxItem? item) => _items.TryDequeue(out item);

    public bool TryEnter() => Interlocked.Exchange(ref _isTaken, 1) == 0;

    public void Schedule()
    {
        if (TryEnter()) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    /// <summary>In a turn, its last call.</summary>
    public void EndTurn(bool again)
    {
        Volatile.Write(ref _isTaken, 0);
        Interlocked.MemoryBarrier();
        if (again || !_items.IsEmpty) Schedule();
    }

    void IThreadPoolWorkItem.Execute() => _place.Flow.GuestTurn(TurnLimit);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not MailboxItem item) return;
        _items.Enqueue(item);
        Schedule();
    }
}
