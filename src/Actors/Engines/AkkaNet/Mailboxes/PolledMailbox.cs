using Akka.Dispatch;

namespace Actors.Engines.AkkaNet.Mailboxes;

/// <summary>The place of a main worker: its turns are taken by the thread that polls, or by the thread pool where that is wanted.</summary>
/// <remarks>The actor's dispatcher hands its work over instead of running it. Whoever holds the place runs it, which only puts the messages
/// aside, and then the flow takes its turn on the same thread.</remarks>
internal sealed class PolledMailbox : AkkaMailbox, IThreadPoolWorkItem
{
    private const int TurnLimit = 256;

    private volatile bool _alsoPool;

    /// <summary>The actor's work that nobody has begun; at most one.</summary>
    private IRunnable? _run;

    /// <summary>1 while a thread has the turn.</summary>
    private int _isHeld;

    public PolledMailbox(AkkaEngine engine, IFlow flow, bool alsoPool)
        : base(engine, flow) => _alsoPool = alsoPool;

    private bool HasRun => Stranded is null && Volatile.Read(ref _run) is not null;

    /// <summary>The actor has work to do. Any thread.</summary>
    public void OnScheduled(IRunnable run)
    {
        if (IsDead || Stranded is not null)
        {
            // Nobody polls for it any more: the actor's end, and that of its dispatcher.
            ThreadPool.UnsafeQueueUserWorkItem(static run => run.Run(), run, preferLocal: false);
            return;
        }

        Interlocked.Exchange(ref _run, run);
        if (_alsoPool) Queue();
    }

    /// <summary>Nobody polls any more.</summary>
    public void LetPool()
    {
        _alsoPool = true;
        Interlocked.MemoryBarrier();
        if (HasRun) Queue();
    }

    public override bool TryEnter()
    {
        // Looked at behind the hold: the actor may have been stopped in the turn before.
        if (!TryHold()) return false;
        if (Stranded is not null)
        {
            Release();
            return base.TryEnter();
        }

        FetchAll();
        if (!IsDead) return true;
        Release();
        return false;
    }

    public override bool TryPark()
    {
        if (HasCollected || HasRun) return false;

        // Behind the release the turn may be another thread's, and so is all that a turn looks at.
        var stranded = Stranded;
        Release();
        stranded?.EndTurn(again: false);
        return true;
    }

    public override void Yield()
    {
        var stranded = Stranded;
        if (stranded is null) Ref!.Tell(Nudge.Instance, OwnSender.Instance);
        Release();
        stranded?.EndTurn(again: true);
    }

    void IThreadPoolWorkItem.Execute()
    {
        // Held by another thread: that one looks for work again when it lets go.
        if (!TryHold()) return;
        if (Stranded is null && Fetch() && !IsDead) Flow.GuestTurn(TurnLimit);
        else Release();
    }

    protected override bool Fetch()
    {
        if (Stranded is not null) return base.Fetch();
        if (Interlocked.Exchange(ref _run, null) is not { } run) return false;
        Collect(run.Run);
        return true;
    }

    protected override void OnClosed()
    {
        // What is left is the actor's own end.
        _alsoPool = true;
        Release();
    }

    /// <summary>An update handles as much as is counted, and what plain actors told is counted once the actor has received it. Akka's own
    /// messages to the actor are not counted at all.</summary>
    private void FetchAll()
    {
        var left = Waiting;
        do
        {
            if (!Fetch()) return;
            left -= Most;
        }
        while (left > 0 && Stranded is null);
    }

    private bool TryHold() => Interlocked.Exchange(ref _isHeld, 1) == 0;

    private void Release()
    {
        Volatile.Write(ref _isHeld, 0);
        Interlocked.MemoryBarrier();
        if (_alsoPool && HasRun) Queue();
    }

    private void Queue() => ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
}
