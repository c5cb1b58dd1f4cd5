namespace Actors.Tests.Conformance.Faults;

/// <summary>A user interface's thread that refuses posts while it is told to.</summary>
internal sealed class RefusingContext(ContextThread thread) : SynchronizationContext
{
    private int _left;

    /// <summary>How many posts it refuses from now on.</summary>
    public int Refuses { set => Volatile.Write(ref _left, value); }

    public override void Post(SendOrPostCallback d, object? state)
    {
        if (Volatile.Read(ref _left) > 0 && Interlocked.Decrement(ref _left) >= 0) throw new InvalidOperationException("The window is closed.");
        thread.Post(d, state);
    }

    public override SynchronizationContext CreateCopy() => this;
}
