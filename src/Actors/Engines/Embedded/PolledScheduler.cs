namespace Actors.Engines.Embedded;

/// <summary>Turns that a thread comes to take, and that the thread pool takes too where that is wanted.</summary>
internal sealed class PolledScheduler(bool alsoPool) : TurnScheduler, IThreadPoolWorkItem
{
    private volatile bool _alsoPool = alsoPool;
    private EmbeddedMailbox? _mailbox;

    /// <summary>1 while a turn is asked for; whoever sets it back to 0 takes that turn.</summary>
    private int _pending;

    public override void Schedule(EmbeddedMailbox mailbox, bool isOneOfMany)
    {
        _mailbox = mailbox;
        Interlocked.Exchange(ref _pending, 1);
        if (_alsoPool) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: true);
    }

    /// <summary>Takes the turn that was asked for, if one was.</summary>
    public bool TryTake() => Interlocked.Exchange(ref _pending, 0) == 1;

    /// <summary>Nobody polls any more: the thread pool takes the turns.</summary>
    public void LetPool()
    {
        _alsoPool = true;
        Interlocked.MemoryBarrier();
        if (Volatile.Read(ref _pending) == 1) ThreadPool.UnsafeQueueUserWorkItem(this, preferLocal: false);
    }

    void IThreadPoolWorkItem.Execute()
    {
        if (TryTake()) _mailbox!.Execute();
    }
}
