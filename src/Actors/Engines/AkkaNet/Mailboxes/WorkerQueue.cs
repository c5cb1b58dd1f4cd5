using System.Collections.Concurrent;
using Akka.Actor;
using Akka.Dispatch;
using Akka.Dispatch.MessageQueues;
using Akka.Event;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The senders' side of a worker's mailbox, and the messages in the Akka mailbox of its actor: items, and what plain actors tell.</summary>
/// <remarks>
/// A worker that keeps up has one item at a time. That one has a place of its own, so that only a worker with a backlog needs a queue, which is
/// most of what an idle actor weighs. An item that is posted while nothing else is on its way takes that place; all that come behind it are
/// queued, until all are taken. Any thread may enqueue; the actor's run dequeues, and whoever empties the mailbox of a stopped actor. Where the
/// configuration names another mailbox, this one only counts and sends.
/// </remarks>
internal sealed class WorkerQueue(AkkaMailbox mailbox) : PostedCount, IMailboxWriter, IMessageQueue, IUnboundedMessageQueueSemantics
{
    /// <summary>Every so many items it is looked how many there are.</summary>
    private const int CrowdCheck = 256;

    /// <summary>No item is the next one behind it.</summary>
    private const long Never = long.MinValue;

    /// <summary>Where posts go; null until the run is started, and after the actor was stopped by others.</summary>
    private volatile ActorCell? _cell;

    /// <summary>Older than all that is queued. There is at most one for each value of <see cref="_emptyAt"/>, which moves on when it was taken.
    /// </summary>
    private MailboxItem? _first;

    /// <summary>Made with the first that is queued.</summary>
    private ConcurrentQueue<Envelope>? _queued;

    /// <summary>So many items were posted when all were taken: the next one may be <see cref="_first"/>. Written in turns; a sender reads it right
    /// behind the interlocked count. Who reads an old value queues its item.</summary>
    private long _emptyAt = Never;

    /// <summary>Messages that are no items, which are not among the posted. Counting round; raised before one is queued.</summary>
    private int _told;

    /// <summary>Those of them that were taken; raised behind that. Read after <see cref="_told"/>: who finds both the same has none queued.</summary>
    private int _toldTaken;

    /// <inheritdoc cref="_cell"/>
    /// <remarks>Set under the lock of the mailbox.</remarks>
    public ActorCell? Cell
    {
        get => _cell;
        set => _cell = value;
    }

    /// <summary>What is behind the first, once there was anything. In turns, in which most of what there is can be taken from it without a look
    /// at what senders write; each is to be told by <see cref="OnTaken"/>.</summary>
    public ConcurrentQueue<Envelope>? Queued => _queued;

    bool IMessageQueue.HasMessages => _first is not null || _queued is { IsEmpty: false };

    int IMessageQueue.Count => (_first is null ? 0 : 1) + (_queued?.Count ?? 0);

    public bool TryPost(MailboxItem item)
    {
        if (!TryCount(isLibrarys: item.Kind >= ItemKind.Signal, out var number)) return false;
        if (_cell is { } cell) Send(cell, item, IsFirst(number) ? OwnSender.OfFirst : OwnSender.Instance);
        else mailbox.PostSlowly(item);
        if ((number & (CrowdCheck - 1)) == 0) mailbox.CheckCrowd();
        return true;
    }

    /// <summary>Straight to the dispatcher: an item is the object that it is, also where the configuration has all messages serialized.</summary>
    public void Send(ActorCell cell, MailboxItem item, OwnSender sender)
    {
        try
        {
            cell.Dispatcher.Dispatch(cell, new Envelope(item, sender));
        }
        catch (Exception error)
        {
            // As Akka does: whoever posts has no part in what has become of the dispatcher.
            cell.System.EventStream.Publish(new Error(error, cell.Self.Path.ToString(), typeof(AkkaMailbox), "A worker's item was not dispatched."));
        }

        // Akka empties the mailbox of a stopped actor once: what comes right after that stays there.
        if (_cell != cell) mailbox.Rescue();
    }

    /// <summary>It is the actor's queue from now on. Before anything is sent to the actor.</summary>
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
        // The queue is looked at before the first: what is queued behind a first was queued after that one had its place. Looked at the other way
        // round, both could come in between, and the queued one be taken. Whoever comes after the look is seen by the next one.
        var queued = Volatile.Read(ref _queued);
        var isQueued = queued is { IsEmpty: false };
        if (Volatile.Read(ref _first) is not null && Interlocked.Exchange(ref _first, null) is { } first)
        {
            envelope = new Envelope(first, OwnSender.OfFirst);
            return true;
        }

        if (isQueued && queued!.TryDequeue(out envelope))
        {
            OnTaken(envelope);
            return true;
        }

        envelope = default;
        return false;
    }

    void IMessageQueue.CleanUp(IActorRef owner, IMessageQueue deadletters)
    {
        while (((IMessageQueue)this).TryDequeue(out var envelope)) deadletters.Enqueue(owner, envelope);
    }

    /// <summary>Something was taken from <see cref="Queued"/>.</summary>
    public void OnTaken(Envelope envelope)
    {
        if (envelope.Sender != OwnSender.Instance) Interlocked.Increment(ref _toldTaken);
    }

    /// <summary>Whether nothing is before this item, so that it is enqueued as the first. By its sender, right behind counting it.</summary>
    /// <remarks>What a sender has told before is queued until it is taken, and an item must not overtake it.</remarks>
    public bool IsFirst(long number) => number == Volatile.Read(ref _emptyAt) + 1 && Volatile.Read(ref _told) == Volatile.Read(ref _toldTaken);

    /// <summary>All that was posted is taken. In a turn.</summary>
    /// <returns>Whether an item may come that is the first.</returns>
    public bool OnEmpty(long posted)
    {
        if (_emptyAt == Never) return false;
        if (_emptyAt != posted) Volatile.Write(ref _emptyAt, posted);
        return true;
    }

    /// <summary>Accepts the library's own items alone from now on. In a turn.</summary>
    public void CloseToEvents()
    {
        // No item takes the place of the first from now on: a closed count gives a number twice.
        Volatile.Write(ref _emptyAt, Never);
        CloseCountToEvents();
    }

    private ConcurrentQueue<Envelope> MakeQueue()
    {
        var made = new ConcurrentQueue<Envelope>();
        return Interlocked.CompareExchange(ref _queued, made, null) ?? made;
    }
}
