namespace Actors.Flow;

/// <summary>What a thread does in its turns: written by that thread alone, and read now and then by <see cref="TurnWatch"/>.</summary>
/// <remarks>One a thread, and not one a flow: there are few threads, so that looking at all of them costs the same for ten workers and for
/// a hundred thousand, and no worker is bigger for it. All that a turn keeps by thread is here, since the way to a thread's own is long.
/// Readers may see the fields a moment apart; they act only on what stays.</remarks>
internal sealed class TurnPlace
{
    private static readonly Lock Gate = new();
    private static readonly List<WeakReference<TurnPlace>> Places = [];

    [ThreadStatic]
    private static TurnPlace? t_ofThisThread;

    /// <summary>Whose turn the thread is in; null in none.</summary>
    public WorkerFlow? Flow;

    /// <summary>The turn behind this one.</summary>
    public readonly NextTurn Next = NextTurn.OfThisThread;

    /// <summary>What is being handled, for flows that have it noted.</summary>
    public MailboxItem? Item;

    /// <summary>Counts the pieces of code that the thread has run: while it stands still in a turn, so does the flow.</summary>
    public long Piece;

    /// <summary>The watch's: the piece that it saw last, for how long, and when it speaks of it next.</summary>
    public (long Piece, TimeSpan For, TimeSpan Next) Seen;

    public static TurnPlace OfThisThread => t_ofThisThread ??= Register();

    /// <summary>Whose turn the calling thread is in; null in none.</summary>
    public static WorkerFlow? FlowOfThisThread => t_ofThisThread?.Flow;

    /// <summary>The places of the threads that live. A snapshot.</summary>
    public static TurnPlace[] All
    {
        get
        {
            lock (Gate)
            {
                Places.RemoveAll(static place => !place.TryGetTarget(out _));
                return [.. Places.Select(static place => place.TryGetTarget(out var target) ? target : null).OfType<TurnPlace>()];
            }
        }
    }

    /// <summary>The turn of a flow begins on this thread.</summary>
    public void Enter(WorkerFlow flow)
    {
        Flow = flow;
        Item = null;
        Piece++;
        if (TurnWatch.IsAsleep) TurnWatch.Wake();
    }

    /// <summary>It has ended; the turn around it goes on, if there is one.</summary>
    public void Leave(WorkerFlow? outer)
    {
        Flow = outer;
        Item = null;
        Piece++;
    }

    /// <summary>What is being handled, for people. Any thread.</summary>
    public string Describe() => Volatile.Read(ref Item) switch
    {
        Event e => $"the code behind event '{e.Name}'",
        Callback or LaterCallback => "a callback of Later",
        null => "a piece of its code",
        _ => "the code behind a wait",
    };

    private static TurnPlace Register()
    {
        var place = new TurnPlace();
        lock (Gate) Places.Add(new WeakReference<TurnPlace>(place));
        return place;
    }
}
