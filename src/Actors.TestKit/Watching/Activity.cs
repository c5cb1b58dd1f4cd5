namespace Actors.TestKit.Watching;

/// <summary>Counts what goes on in the systems of one clock, and tells when the last of it is over.</summary>
/// <remarks>Counted are: items in mailboxes, turns that are under way or were asked for, and flows whose code awaits something outside.
/// Whatever leads on to something else is counted until that is counted too, so that zero means: nothing happens any more by itself.
/// Any thread may call.</remarks>
internal sealed class Activity(Action onStill)
{
    private long _count;
    private long _turns;

    public bool IsStill => Volatile.Read(ref _count) == 0;

    /// <summary>How many turns there were: as long as it grows, something happens.</summary>
    public long Turns => Volatile.Read(ref _turns);

    public void Begin() => Interlocked.Increment(ref _count);

    public void BeginTurn()
    {
        Interlocked.Increment(ref _count);
        Interlocked.Increment(ref _turns);
    }

    public void End()
    {
        if (Interlocked.Decrement(ref _count) == 0) onStill();
    }
}
