namespace Actors.TestKit;

/// <summary>What a simulation may choose as the next piece: a worker's turn, or a timer.</summary>
internal abstract class Runnable(int number, ulong priority)
{
    /// <summary>Its place in the order of making, for the hash of a trace: the same in every replay.</summary>
    public int Number => number;

    /// <summary>For the strategy that goes by priorities.</summary>
    public ulong Priority { get; set; } = priority;

    /// <summary>Runs one piece. It has been taken from the ready ones.</summary>
    public abstract void Run();
}
