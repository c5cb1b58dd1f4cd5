namespace Actors.Flow;

/// <summary>Sees code that holds its worker's loop for long, and says so while it still does.</summary>
/// <remarks>
/// One timer for the process looks at what the threads are doing, at a quarter of the shortest limit that any worker has had, and sleeps
/// while no turn is taken. So a turn pays for the watch with a look at a flag, and a piece of code with a count; a time stamp for each
/// would cost more than most of what is handled. It is real time, since it is about a thread that stands still, whatever the system's
/// clock says; a busy machine and a process that was stopped for a while are not taken for one.
/// </remarks>
internal static class TurnWatch
{
    private static readonly TimeSpan LongestPeriod = TimeSpan.FromSeconds(1.25);
    private static readonly TimeSpan ShortestPeriod = TimeSpan.FromMilliseconds(5);
    private static readonly Lock Gate = new();
    private static readonly ITimer Timer = ProcessTimer.Create(Look);

    /// <summary>Changed under the lock.</summary>
    private static TimeSpan s_period = LongestPeriod;
    private static long s_last;
    private static long s_pieces;
    private static volatile bool s_isAsleep = true;

    /// <summary>The tick count of the last look.</summary>
    private static long s_ticks;

    /// <summary>Whether nobody looks. Read by every turn as it begins.</summary>
    public static bool IsAsleep => s_isAsleep;

    /// <summary>The tick count, in milliseconds, at most a look late: a turn asks for it, and reading the system's clock would cost as much as
    /// all else that a wait does. In turns.</summary>
    public static long Ticks => Volatile.Read(ref s_ticks);

    /// <summary>A worker starts whose code may take this long for a piece.</summary>
    public static void Demand(TimeSpan limit)
    {
        var period = limit / 4;
        if (limit == Timeout.InfiniteTimeSpan || period >= s_period) return;
        lock (Gate)
        {
            if (period >= s_period) return;
            s_period = period > ShortestPeriod ? period : ShortestPeriod;
            if (!s_isAsleep) Arm();
        }
    }

    /// <summary>A turn begins while nobody looks.</summary>
    public static void Wake()
    {
        lock (Gate)
        {
            if (!s_isAsleep) return;
            s_isAsleep = false;
            s_last = TimeProvider.System.GetTimestamp();
            Volatile.Write(ref s_ticks, Environment.TickCount64);
            Arm();
        }
    }

    private static void Arm() => Timer.Change(s_period, Timeout.InfiniteTimeSpan);

    private static void Look()
    {
        List<(WorkerFlow Flow, TimeSpan For, string What)>? slow = null;
        lock (Gate)
        {
            if (s_isAsleep) return;
            var now = TimeProvider.System.GetTimestamp();
            var passed = TimeProvider.System.GetElapsedTime(s_last, now);
            s_last = now;
            Volatile.Write(ref s_ticks, Environment.TickCount64);

            // A timer that comes late, on a busy machine or after the process was stopped, says nothing of the code.
            if (passed > s_period) passed = s_period;
            foreach (var place in TurnPlace.All)
            {
                if (IsSlow(place, passed) is { } found) (slow ??= []).Add(found);
            }

            if (!MaySleep()) Arm();
        }

        // Outside the lock: loggers are foreign code.
        foreach (var (flow, time, what) in slow ?? []) flow.ReportSlow(time, what);
    }

    private static (WorkerFlow Flow, TimeSpan For, string What)? IsSlow(TurnPlace place, TimeSpan passed)
    {
        var piece = Volatile.Read(ref place.Piece);
        if (Volatile.Read(ref place.Flow) is not { } flow) return null;
        ref var seen = ref place.Seen;
        if (seen.Piece != piece)
        {
            seen = (piece, TimeSpan.Zero, flow.Owner.SlowAfter);
            return null;
        }

        seen.For += passed;
        if (seen.Next == Timeout.InfiniteTimeSpan || seen.For < seen.Next) return null;
        seen.Next = 2 * seen.For;
        return (flow, seen.For, place.Describe());
    }

    /// <summary>Goes to sleep when no turn was taken since the last look.</summary>
    private static bool MaySleep()
    {
        if (IsActive()) return false;
        s_isAsleep = true;

        // A turn writes what it does, and then reads the flag. It has no fence for it: it is made here, for all threads.
        Interlocked.MemoryBarrierProcessWide();
        if (!IsActive()) return true;
        s_isAsleep = false;
        return false;
    }

    private static bool IsActive()
    {
        var isInTurn = false;
        var pieces = 0L;
        foreach (var place in TurnPlace.All)
        {
            isInTurn |= Volatile.Read(ref place.Flow) is not null;
            pieces += Volatile.Read(ref place.Piece);
        }

        var isActive = isInTurn || pieces != s_pieces;
        s_pieces = pieces;
        return isActive;
    }
}
