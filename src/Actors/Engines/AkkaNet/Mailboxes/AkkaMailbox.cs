using Akka.Actor;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The place of one run: its actor, and what has come from the actor's mailbox.</summary>
/// <remarks>
/// One message is one item. The flow takes its turn when its actor receives a message, and takes the messages behind it from Akka's
/// queue itself: the actor's turn is the only consumer there is. It looks at the count before it looks into the queue.
/// </remarks>
internal partial class AkkaMailbox : IMailbox
{
    /// <summary>So many items are worth a word to the flow.</summary>
    private const int Crowd = 10_000;

    private readonly Lock _gate = new();
    private readonly WorkerQueue _writer;

    /// <summary>Came before the actor was made. Under the lock.</summary>
    private List<MailboxItem>? _early;

    /// <summary>The actors that this one watches, and for whom. In turns; made when it is needed.</summary>
    private Dictionary<IActorRef, Watched>? _watched;

    public AkkaEngine Engine { get; }

    /// <summary>The place of the parent's run; set once, before the start.</summary>
    public AkkaMailbox? Parent { get; set; }

    /// <summary>The worker whose run this is.</summary>
    public Worker Owner { get; }

    /// <summary>The actor's reference; null until the run is started.</summary>
    public IActorRef? Ref { get; private set; }

    private readonly IFlow _flow;

    /// <summary>The message that the actor received, before all of <see cref="_collected"/>. In turns.</summary>
    private MailboxItem? _received;

    /// <summary>What came while the flow did not ask for it, oldest first. In turns; made when it is needed.</summary>
    private Queue<MailboxItem>? _collected;

    /// <summary>The actor's cell, under which children are made; null until the run is started, or where it has no actor.</summary>
    public ActorCell? Cell { get; private set; }

    /// <summary>Takes over when the actor was stopped by others and the run goes on.</summary>
    public StrandedTurns? Stranded { get; private set; }

    /// <summary>Items taken. Written in turns, read by anybody.</summary>
    private long _taken;

    /// <summary>Whether the dispatcher runs on the thread pool, which cleans a thread's contexts after each of its runs.</summary>
    private bool _isOnPool;

    /// <summary>Whether the body has ended for good: what is told from now on goes past the mailbox's limit, which is closed. In turns.</summary>
    private bool _isClosing;

    /// <summary>Whether the actor's messages are put aside for a turn that is under way.</summary>
    private bool _isCollecting;

    public AkkaMailbox(AkkaEngine engine, IFlow flow)
    {
        Engine = engine;
        _flow = flow;
        Owner = (Worker)((WorkerFlow)flow).Owner;
        _writer = new WorkerQueue(this);
    }

    /// <summary>Whether the run has ended.</summary>
    public bool IsDead => _writer.IsDead;

    IMailboxWriter IMailbox.Writer => _writer;

    /// <inheritdoc cref="IMailbox.Writer"/>
    public WorkerQueue Writer => _writer;

    // What was taken is read first: what is posted or taken meanwhile makes it too much, and never too little.
    public int Count
    {
        get
        {
            var taken = Volatile.Read(ref _taken);
            return (int)Math.Max(0, _writer.Posted - taken);
        }
    }

    public bool SharesItems => true;

    public WorkerFlow Flow => (WorkerFlow)_flow;

    /// <summary>How many items a turn has: as many as the actor's dispatcher gives to messages.</summary>
    protected int Most { get; private set; } = 1;

    protected bool HasCollected => _received is not null || _collected is { Count: > 0 };

    /// <summary>Whether an item is in Akka's mailbox, or on its way there. Of other messages some make no turn: those that Akka handles itself,
    /// or those that a full mailbox drops. Once the mailbox is closed, items that it refuses count for a moment too.</summary>
    private bool IsTurnToCome => !_writer.IsClosedToEvents && Count > (_received is null ? 0 : 1) + (_collected?.Count ?? 0);

    public MailboxItem? Take()
    {
        var spin = default(SpinWait);
        while (true)
        {
            if (_received is { } item) _received = null;
            else if (_collected is not { Count: > 0 } collected || !collected.TryDequeue(out item)) item = null;
            if (item is not null)
            {
                Volatile.Write(ref _taken, _taken + 1);
                return item;
            }

            if (Fetch()) continue;

            // What was accepted before the mailbox closed comes before the end: its sender is just about to hand it over.
            if (!_writer.IsClosedToEvents || Count == 0) return null;
            spin.SpinOnce(sleep1Threshold: -1);
        }
    }

    public virtual bool TryPark()
    {
        if (HasCollected) return false;
        Stranded?.EndTurn(again: false);
        return true;
    }

    public virtual void Yield()
    {
        if (Stranded is { } stranded) stranded.EndTurn(again: true);
        else if (!IsTurnToCome) Ref!.Tell(Nudge.Instance, OwnSender.Instance);
    }

    public void CloseToEvents()
    {
        _isClosing = true;
        if (Stranded is null) Cell!.UseThreadContext(CollectTold);
        _writer.CloseToEvents();
    }

    public bool TryClose()
    {
        if (!_writer.TryCloseCount(_taken)) return false;
        OnClosed();
        if (Stranded is { } stranded)
        {
            EndWatches(stranded);
            Engine.Forget(this);
        }
        else
        {
            ((IInternalActorRef)Ref!).Stop();
        }

        return true;
    }

    /// <summary>Looks whether many items have come. Any thread, now and then.</summary>
    public void CheckCrowd()
    {
        if (Count >= Crowd) _flow.OnCrowded();
    }

    /// <summary>Takes the turn of a parked flow for the calling thread.</summary>
    public virtual bool TryEnter() => Stranded?.TryEnter() ?? false;

    /// <summary>The run is over. In the last turn.</summary>
    protected virtual void OnClosed()
    {
    }

    /// <summary>Runs the actor, which puts its messages aside instead of taking a turn. In a turn.</summary>
    protected void Collect(Action run)
    {
        var outer = _isCollecting;
        _isCollecting = true;
        try
        {
            run();
        }
        finally
        {
            _isCollecting = outer;
        }
    }

    /// <summary>Akka's own messages, and those of plain actors, take their way through the cell.</summary>
    private void Invoke(Envelope envelope) => Collect(() => Cell!.Invoke(envelope));
}
