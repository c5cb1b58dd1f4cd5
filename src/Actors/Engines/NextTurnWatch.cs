namespace Actors.Engines;

/// <summary>Sees turns that were kept for long, and gives them to the thread pool.</summary>
/// <remarks>One timer for the process, which sleeps while nothing is kept. Real time: it is about a thread that is busy.</remarks>
internal static class NextTurnWatch
{
    /// <summary>What was kept from one look to the next is given away.</summary>
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(1);

    /// <summary>Held while it looks.</summary>
    public static readonly Lock Gate = new();

    private static readonly List<WeakReference<NextTurn>> Threads = [];
    private static readonly ITimer Timer = ProcessTimer.Create(Look);
    private static volatile bool s_isAsleep = true;

    /// <summary>Whether nobody looks. Read whenever something is kept.</summary>
    public static bool IsAsleep => s_isAsleep;

    /// <summary>A thread serves turns for the first time.</summary>
    public static void Add(NextTurn next)
    {
        lock (Gate) Threads.Add(new WeakReference<NextTurn>(next));
    }

    /// <summary>Something is kept while nobody looks.</summary>
    public static void Wake()
    {
        lock (Gate)
        {
            if (!s_isAsleep) return;
            s_isAsleep = false;
            Arm();
        }
    }

    private static void Arm() => Timer.Change(Period, Timeout.InfiniteTimeSpan);

    private static void Look()
    {
        lock (Gate)
        {
            if (s_isAsleep) return;
            if (LookAtAll() || !MaySleep()) Arm();
        }
    }

    /// <returns>Whether anything was kept since the last look.</returns>
    private static bool LookAtAll()
    {
        var isActive = false;
        for (var i = Threads.Count - 1; i >= 0; i--)
        {
            if (!Threads[i].TryGetTarget(out var next)) Threads.RemoveAt(i);
            else isActive |= LookAt(next);
        }

        return isActive;
    }

    private static bool LookAt(NextTurn next)
    {
        var times = next.Times;
        if (times != next.SeenTimes)
        {
            next.SeenTimes = times;
            return true;
        }

        if (!next.HasKept) return false;
        next.GiveAwayLate();
        return true;
    }

    /// <summary>Goes to sleep when nothing was kept since the last look.</summary>
    private static bool MaySleep()
    {
        s_isAsleep = true;

        // A thread writes what it keeps, and then reads the flag. It has no fence for it: it is made here, for all threads.
        Interlocked.MemoryBarrierProcessWide();
        if (!LookAtAll()) return true;
        s_isAsleep = false;
        return false;
    }
}
