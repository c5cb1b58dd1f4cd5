using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;

namespace Actors.AkkaNet.Mailboxes;

/// <summary>The messages in the Akka mailbox of a worker's actor: items, and what plain actors tell.</summary>
/// <remarks>
/// A worker that keeps up has one item at a time. That one has a place of its own, so that only a worker with a backlog needs a queue, which is
/// most of what an idle actor weighs. An item that is posted while nothing else is on its way takes that place; all that come behind it are
/// queued, until all are taken. Any thread may enqueue; the actor's run dequeues, and whoever empties the mailbox of a stopped actor.
/// </remarks>
internal abstract class WorkerQueue : PostedCount, IMessageQueue, IUnboundedMessageQueueSemantics
{
    /// <summary>No item is the next one behind it.</summary>
    private const long Never = long.MinValue;

    /// <summary>Older than all that is queued.</summary>
    private MailboxItem? _first;

    /// <summary>Made with the first that is queued.</summary>
    private ConcurrentQueue<Envelope>? _queued;

    /// <summary>So many items were posted when all were taken: the next one may be <see cref="_first"/>. Written in turns, read by senders.
    /// </summary>
    private long _emptyAt = Never;

    /// <summary>Messages that are no items, counting round: they are not among the posted.</summary>
    private int _told;
    private int _toldTaken;

    bool IMessageQueue.HasMessages => _first is not null || _queued is { IsEmpty: false };

    int IMessageQueue.Count => (_first is null ? 0 : 1) + (_queued?.Count ?? 0);

    /// <summary>It is the actor's queue from now on. Before the first post.</summary>
    public IMessageQueue Use()
    {
        _emptyAt = 0;
        return this;
    }

    void IMessageQueue.Enqueue(IActorRef receiver, Envelope envelope)
    {
        if (envelope.Sender == OwnSender.OfFirst)
        {
            // With a fence, as the queue has one: Akka looks next whether the actor has a run coming, which looks for messages when it ends.
            Interlocked.Exchange(ref _first, (MailboxItem)envelope.Message);
            return;
        }

        if (envelope.Sender != OwnSender.Instance) Interlocked.Increment(ref _told);
        (_queued ?? MakeQueue()).Enqueue(envelope);
    }

    bool IMessageQueue.TryDequeue(out Envelope envelope)
    {
        if (_first is not null && Interlocked.Exchange(ref _first, null) is { } first)
        {
            envelope = new Envelope(first, OwnSender.Instance);
            return true;
        }

        if (_queued is null)
        {
            envelope = default;
            return false;
        }

        if (!_queued.TryDequeue(out envelope)) return false;
        if (envelope.Sender != OwnSender.Instance) Interlocked.Increment(ref _toldTaken);
        return true;
    }

    void IMessageQueue.CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (((IMessageQueue)this).TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    /// <summary>Whether nothing is before this item, so that it is enqueued as the first. By its sender, right behind counting it.</summary>
    /// <remarks>What a sender has told before is queued until it is taken, and an item must not overtake it.</remarks>
    protected bool IsFirst(long number) => number == _emptyAt + 1 && Volatile.Read(ref _told) == Volatile.Read(ref _toldTaken);

    /// <summary>All that was posted is taken. In a turn.</summary>
    protected void OnEmpty(long posted)
    {
        if (_emptyAt != posted && _emptyAt != Never) Volatile.Write(ref _emptyAt, posted);
    }

    /// <summary>No item takes the place of the first from now on. Before the count is closed, which then gives a number twice.</summary>
    protected void OnClosing() => _emptyAt = Never;

    private ConcurrentQueue<Envelope> MakeQueue()
    {
        var made = new ConcurrentQueue<Envelope>();
        return Interlocked.CompareExchange(ref _queued, made, null) ?? made;
    }
}
