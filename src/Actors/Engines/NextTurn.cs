namespace Actors.Engines;

/// <summary>The turn that comes next on one thread of the thread pool: that of the flow which its code has woken last.</summary>
/// <remarks>
/// The thread pool asks another thread for help with each item, and that one takes a woken flow away while the turn that woke it still
/// ends: two workers that answer each other then meet on two cores, and wait for each other's cache lines. So the flow that was woken last
/// stays with its thread, and has its turn right behind the one under way. An older one goes to the pool when a younger one comes, or when
/// the turn goes on with its next item; and where the code goes on for long, <see cref="NextTurnWatch"/> gives it to the pool, and the thread
/// keeps nothing for a while. The thread's own, but for what is kept.
/// </remarks>
internal sealed class NextTurn
{
    /// <summary>Every so many turns in a row, other work of the thread pool gets its chance if there is any. To look is cheap, but more than
    /// a short turn.</summary>
    private const int InARow = 64;

    /// <summary>So many turns of a thread keep nothing, once something was kept for long.</summary>
    private const int TurnsWithout = 1000;

    [ThreadStatic]
    private static NextTurn? t_ofThisThread;

    /// <summary>Set by the thread alone; taken by it, or by the watch.</summary>
    private IThreadPoolWorkItem? _kept;

    /// <summary>Turns that are still to keep nothing. Set by the watch too: a turn more or less does not matter.</summary>
    private int _turnsWithout;

    /// <summary>Whether somebody serves what is kept, further out on the stack.</summary>
    private bool _isServed;

    /// <summary>Whether the watch knows it. A thread that serves nobody keeps nothing, and is none of its business.</summary>
    private bool _isWatched;

    /// <summary>How often something was kept, counting round. Written by the thread, read by the watch.</summary>
    private int _times;

    public static NextTurn OfThisThread => t_ofThisThread ??= new NextTurn();

    /// <summary>Whether the calling thread is in a flow's turn.</summary>
    public static bool IsInTurn => t_ofThisThread is { Mode: not TurnMode.None };

    /// <summary>What the thread is in.</summary>
    public TurnMode Mode { get; private set; }

    /// <summary>Whether something is kept.</summary>
    public bool HasKept => Volatile.Read(ref _kept) is not null;

    /// <summary>How often something was kept, counting round. Any thread.</summary>
    public int Times => Volatile.Read(ref _times);

    /// <summary>The watch's: <see cref="Times"/> at its last look.</summary>
    public int SeenTimes { get; set; }

    /// <summary>Keeps a flow's turn for the calling thread.</summary>
    /// <returns>False where it may not be kept.</returns>
    public static bool TryKeep(IThreadPoolWorkItem turn) => t_ofThisThread is { Mode: TurnMode.Keeping } next && TryKeep(next, turn);

    /// <summary>A method of its own, see decision 0018: threads outside turns ask too.</summary>
    private static bool TryKeep(NextTurn next, IThreadPoolWorkItem turn)
    {
        // In the turn too that was seen to go on: it may wake others, and go on for long behind each.
        if (next._turnsWithout != 0) return false;
        next.Keep(turn);
        return true;
    }

    /// <summary>The thread pool runs a turn.</summary>
    /// <returns>Whether it is the first one, which is to call <see cref="Serve"/> when it has ended.</returns>
    public bool Begin()
    {
        if (_isServed) return false;
        if (!_isWatched) NextTurnWatch.Add(this);
        _isServed = _isWatched = true;
        return true;
    }

    /// <summary>Takes the turns that were kept, one after the other.</summary>
    public void Serve()
    {
        if (HasKept) ServeKept();
        _isServed = false;
    }

    /// <summary>A method of its own, see decision 0018: most turns wake nobody.</summary>
    private void ServeKept()
    {
        for (var turns = 1; Take() is { } turn; turns++)
        {
            if (turns % InARow == 0 && ThreadPool.PendingWorkItemCount > 0)
            {
                ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: false);
                break;
            }

            SynchronizationContext.SetSynchronizationContext(null);
            turn.Execute();
        }
    }

    /// <summary>A flow's turn begins, on any thread.</summary>
    /// <returns>What the thread was in, for <see cref="LeaveTurn"/>.</returns>
    public TurnMode EnterTurn()
    {
        var outer = Mode;
        if (_turnsWithout > 0) _turnsWithout--;
        Mode = _isServed && _turnsWithout == 0 ? TurnMode.Keeping : TurnMode.Plain;
        return outer;
    }

    /// <summary>Behind <see cref="EnterTurn"/> or <see cref="BeginMany"/>.</summary>
    public void LeaveTurn(TurnMode outer) => Mode = outer;

    /// <summary>The code is about to wake many: they are for all cores, and none of them is kept.</summary>
    /// <returns>What the thread was in, for <see cref="LeaveTurn"/>.</returns>
    public TurnMode BeginMany()
    {
        var outer = Mode;
        Mode = TurnMode.None;
        return outer;
    }

    /// <summary>Gives what is kept to the thread pool. Any thread.</summary>
    public void GiveAway()
    {
        if (Take() is { } turn) ThreadPool.UnsafeQueueUserWorkItem(turn, preferLocal: true);
    }

    /// <summary>The watch has seen this kept for long: the code behind it takes its time, and may do so again.</summary>
    public void GiveAwayLate()
    {
        _turnsWithout = TurnsWithout;
        GiveAway();
    }

    private void Keep(IThreadPoolWorkItem turn)
    {
        GiveAway();
        Volatile.Write(ref _times, _times + 1);
        Volatile.Write(ref _kept, turn);
        if (NextTurnWatch.IsAsleep) NextTurnWatch.Wake();
    }

    private IThreadPoolWorkItem? Take() => HasKept ? Interlocked.Exchange(ref _kept, null) : null;
}
