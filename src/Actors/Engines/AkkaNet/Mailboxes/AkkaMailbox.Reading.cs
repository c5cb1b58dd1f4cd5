using System.Collections.Concurrent;
using System.Diagnostics.CodeAnalysis;
using Akka.Actor;
using Akka.Dispatch.MessageQueues;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <content>What the turns take from the actor's queue, and how they keep away from its senders.</content>
internal partial class AkkaMailbox
{
    /// <summary>A turn that finds fewer items than these again and again is at its senders' heels.</summary>
    private const int Few = 16;

    /// <summary>For how long it lets them go ahead, in <see cref="Thread.SpinWait"/>'s iterations: one to two microseconds.</summary>
    private const int GoAhead = 50;

    /// <summary>So many looks do not wait, once it was in vain.</summary>
    private const int LooksWithout = 1000;

    /// <summary>The messages in Akka's mailbox: that of the actor, also after Akka has given a stopped actor another. Set with <see cref="Cell"/>.
    /// </summary>
    private IMessageQueue _queue = null!;

    /// <summary>What is queued behind the first; null while there is nothing, or another mailbox is configured. In turns.</summary>
    private ConcurrentQueue<Envelope>? _queued;

    /// <summary>Items that were seen to have been posted. In turns.</summary>
    private long _seen;

    /// <summary>How often in a row fewer than <see cref="Few"/> were there; below zero after a wait in vain. In turns.</summary>
    private int _timesFew;

    /// <summary>Whether <see cref="_queued"/> may not be all there is. In turns.</summary>
    private bool _mayHaveFirst = true;

    /// <summary>How many messages stand in Akka's mailbox, whoever sent them.</summary>
    protected int Waiting => Cell is null ? 0 : _queue.Count;

    /// <summary>Looks for more, and puts it aside.</summary>
    /// <returns>False when there is nothing.</returns>
    protected virtual bool Fetch()
    {
        if (Stranded is { } stranded)
        {
            if (!stranded.TryTake(out var item)) return false;
            _received = item;
            return true;
        }

        // What plain actors tell is not counted: Akka's own loop brings it, unless the run is about to end.
        if (!IsMoreToCome() && !_writer.IsClosedToEvents) return false;
        if (!TryDequeue(out var envelope)) return false;
        if (IsOwn(envelope, out var own)) _received = own;
        else if (envelope.Message is not Nudge) Invoke(envelope);
        return true;
    }

    /// <summary>Whether more was posted than taken. In turns; senders write the count all the time, and are not asked more often than need be.
    /// </summary>
    private bool IsMoreToCome()
    {
        if (_taken < _seen) return true;
        _seen = _writer.Posted;
        if (_taken == _seen)
        {
            _timesFew = Math.Min(_timesFew, 0);

            // Once it is closed no other first comes, but the last one may still be on its way.
            if (!_isClosing) _mayHaveFirst = _writer.OnEmpty(_taken);
            return false;
        }

        // Not the first time: what was posted at once is there at once.
        if (_seen - _taken >= Few) _timesFew = 0;
        else if (++_timesFew > 1) LetGoAhead();
        return true;
    }

    /// <summary>At its senders' heels a turn would meet them at each item, in memory that both write.</summary>
    private void LetGoAhead()
    {
        Thread.SpinWait(GoAhead);
        var posted = _writer.Posted;

        // No sender but the worker itself, or a slow one.
        if (posted == _seen) _timesFew = -LooksWithout;
        else _seen = posted;
    }

    private static bool IsOwn(Envelope envelope, [NotNullWhen(true)] out MailboxItem? item)
    {
        item = envelope.Sender is OwnSender ? envelope.Message as MailboxItem : null;
        return item is not null;
    }

    /// <summary>The next message of the actor. Past the object that senders write, wherever that has nothing older. In a turn.</summary>
    private bool TryDequeue(out Envelope envelope)
    {
        if (_queued is { } queued && !_mayHaveFirst)
        {
            if (!queued.TryDequeue(out envelope)) return false;
            _writer.OnTaken(envelope);
            return true;
        }

        if (!_queue.TryDequeue(out envelope)) return false;
        if (envelope.Sender == OwnSender.OfFirst) _mayHaveFirst = false;
        else if (_queue == _writer) _queued = _writer.Queued;
        return true;
    }

    /// <summary>What plain actors have told until now is queued as much as what was fired, and is the listeners' too (spec L8).</summary>
    private void CollectTold()
    {
        // One more: an item that comes now may be the first.
        for (var left = _queue.Count + 1; left > 0 && TryDequeue(out var envelope); left--)
        {
            if (IsOwn(envelope, out var own)) (_collected ??= new Queue<MailboxItem>()).Enqueue(own);
            else if (envelope.Message is not Nudge) Invoke(envelope);
        }
    }
}
