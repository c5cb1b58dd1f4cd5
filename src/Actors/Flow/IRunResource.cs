namespace Actors.Flow;

/// <summary>What a run has open, and waits for at its end: a coroutine, a server, a connection, a process (spec J3, T3).</summary>
internal interface IRunResource
{
    /// <summary>What it is, for people.</summary>
    string Description { get; }

    /// <summary>The body has ended: close at once, and call <see cref="WorkerFlow.Closed"/> when nothing is open and nothing will call into
    /// the flow any more. In a turn, once.</summary>
    void OnBodyEnded();
}
