using Actors.Engines.AkkaNet.Dispatchers;
using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <content>The life of the run's actor, and what it receives.</content>
internal partial class AkkaMailbox
{
    /// <summary>Makes the actor, and sees to the first turn.</summary>
    /// <param name="make">Makes it; null when it cannot be made any more.</param>
    public void Begin(Func<IActorRef?> make)
    {
        lock (_gate)
        {
            // The actor may have begun before it is returned here: it says itself who it is.
            if (TryMake(make) is { } made)
            {
                Bind(made.Cell);
                if (Stranded is not null) return;
                DeliverEarly(item => _writer.Send(made.Cell, item, OwnSender.Instance));
                _writer.Cell = made.Cell;
                return;
            }
        }

        Strand();
    }

    /// <summary>The actor is there. By whoever makes it, and by itself.</summary>
    public void Bind(ActorCell cell)
    {
        if (Cell is not null) return;
        Most = Math.Max(1, cell.Dispatcher.Throughput);
        _isOnPool = PoolDispatchers.Contains(cell.Dispatcher);
        _queue = cell.Mailbox!.MessageQueue;
        Ref = cell.Self;
        Cell = cell;
    }

    /// <summary>The actor has an item, or a nudge. In the actor's turn.</summary>
    public void OnReceived(MailboxItem? item, bool isFirst = false)
    {
        if (isFirst) _mayHaveFirst = false;
        if (item is not null)
        {
            if (_isCollecting || HasCollected) (_collected ??= new Queue<MailboxItem>()).Enqueue(item);
            else _received = item;
        }

        if (_isCollecting || IsDead) return;
        if (_isOnPool) _flow.Turn(Most);
        else _flow.GuestTurn(Most);
    }

    /// <summary>A message that is no item came by the actor's mailbox; it is one from now on. In the actor's turn.</summary>
    public void OnForeign(Event e)
    {
        if (Stranded is not null || (Flow.Bound is not null && !_isClosing))
        {
            // Its sender is not to be troubled: as with what is published, the mailbox's limit drops and counts it.
            ((ISubscriber)Owner).Receive(e);
            return;
        }

        if (_writer.TryCount(isLibrarys: false, out _)) OnReceived(e);
        else ((IFlowOwner)Owner).OnRefused(e, null);
    }

    /// <summary>The actor is gone, by whatever reason. In the actor's turn, or after its last one.</summary>
    public void OnActorStopped()
    {
        if (!IsDead) Strand();
    }

    /// <summary>The run goes on without an actor: its clean-up must not be lost because somebody stopped the actor.</summary>
    private void Strand()
    {
        lock (_gate)
        {
            if (Stranded is not null) return;
            var stranded = new StrandedTurns(this);
            Engine.Remember(this);
            _writer.Cell = null;
            Stranded = stranded;
            DeliverEarly(item => stranded.Tell(item, OwnSender.Instance));
            Move(stranded);
        }

        // Not in the turn of an actor that stops: user code runs at stop tokens. By then the worker may be in its next run.
        if (Ref is not null) ThreadPool.UnsafeQueueUserWorkItem(static place => place.Owner.TryStop(place.Flow), this, preferLocal: false);

        // As in a turn: its first one has not begun.
        foreach (var actor in _watched?.Keys.ToArray() ?? []) Stranded.Watch(actor);
        if (!_isCollecting) Stranded.EndTurn(again: true);
    }

    /// <summary>Makes the actor. The run has begun for all who know the worker: where Akka makes none, it ends by that error.</summary>
    private LocalActorRef? TryMake(Func<IActorRef?> make)
    {
        try
        {
            return (LocalActorRef?)make();
        }
        catch (Exception error)
        {
            Flow.FailStart(new InvalidOperationException(
                $"Akka made no actor for worker '{Owner.Path}', whose dispatcher or deployment is configured wrongly in the actor system " +
                $"'{Engine.System.Name}'. {Reasons(error)}",
                error));

            // So its restart policy is not asked: the next attempt would have no actor either.
            Owner.TryStop();
            return null;
        }
    }

    /// <summary>Akka says in the outer error which actor it is about, and why only in the inner one.</summary>
    private static string Reasons(Exception error) => error.InnerException is { } inner ? $"{error.Message}: {Reasons(inner)}" : error.Message;

    /// <summary>Posts an item that the actor cannot take yet, or no more. Any thread.</summary>
    public void PostSlowly(MailboxItem item)
    {
        lock (_gate)
        {
            if (Stranded is { } stranded) stranded.Tell(item, OwnSender.Instance);
            else if (_writer.Cell is { } cell) _writer.Send(cell, item, OwnSender.Instance);
            else (_early ??= []).Add(item);
        }
    }

    /// <summary>An item went into the mailbox of an actor that was about to stop: it is brought to where the run goes on.</summary>
    public void Rescue()
    {
        lock (_gate)
        {
            if (Stranded is { } stranded) Move(stranded);
        }
    }

    /// <summary>Brings what is in the actor's mailbox to where the run goes on, in its order; what plain actors told is a dead letter. Under
    /// the lock.</summary>
    private void Move(StrandedTurns stranded)
    {
        var deadLetters = Engine.System.DeadLetters;
        while (Cell is not null && _queue.TryDequeue(out var envelope))
        {
            var (message, sender) = (envelope.Message, envelope.Sender);
            if (IsOwn(envelope, out var item)) stranded.Tell(item, OwnSender.Instance);
            else if (message is not Nudge) deadLetters.Tell(new Akka.Event.DeadLetter(message, sender, Ref), sender);
        }
    }

    private void DeliverEarly(Action<MailboxItem> send)
    {
        foreach (var item in _early ?? []) send(item);
        _early = null;
    }
}
