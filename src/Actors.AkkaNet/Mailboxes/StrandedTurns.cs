using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;

namespace Actors.AkkaNet.Mailboxes;

/// <summary>Turns on the thread pool, for a run whose actor was stopped before the run ended.</summary>
/// <remarks>A poison pill, an actor system that is terminated in haste: Akka stops an actor at once, but a worker's <c>finally</c> may
/// wait. What was told to the actor comes here by Akka's dead letters.</remarks>
internal sealed class StrandedTurns : MinimalActorRef, IThreadPoolWorkItem
{
    private const int TurnLimit = 30;

    private readonly ConcurrentQueue<MailboxItem> _items = new();
    private readonly IFlow _flow;

    /// <summary>1 while a turn is under way or asked for.</summary>
    private int _isTaken;

    public StrandedTurns(IFlow flow, IActorRefProvider provider, ActorPath? path, bool isTaken)
    {
        _flow = flow;
        Provider = provider;
        Path = path ?? provider.TempPath();
        _isTaken = isTaken ? 1 : 0;
    }

    public override ActorPath Path { get; }

    public override IActorRefProvider Provider { get; }

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

    void IThreadPoolWorkItem.Execute() => _flow.GuestTurn(TurnLimit);

    protected override void TellInternal(object message, IActorRef sender)
    {
        if (message is not MailboxItem item) return;
        _items.Enqueue(item);
        Schedule();
    }
}
