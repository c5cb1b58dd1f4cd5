namespace Actors.Engines;

/// <summary>What an engine runs: the flow of one run of one worker.</summary>
internal interface IFlow
{
    /// <summary>Handles what the mailbox holds. The engine never lets two turns of one flow overlap.</summary>
    /// <remarks>For a thread that is the run's own, or that its owner cleans as the thread pool does: synchronization context and execution
    /// context are left as the turn's code left them.</remarks>
    void Turn();

    /// <summary>A <see cref="Turn"/> on a thread that has other work: it finds its contexts as they were.</summary>
    void GuestTurn();

    /// <summary>Says that the mailbox holds many items; the engine calls it now and then while that is so. Any thread.</summary>
    void OnCrowded();

    /// <summary>The worker's path, for the engine's messages.</summary>
    string Path { get; }
}
