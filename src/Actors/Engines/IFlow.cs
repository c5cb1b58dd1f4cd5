namespace Actors.Engines;

/// <summary>What an engine runs: the flow of one run of one worker.</summary>
internal interface IFlow
{
    /// <summary>Handles what the mailbox holds. The engine never lets two turns of one flow overlap.</summary>
    /// <param name="most">Items before other work of the thread gets its chance; 1 or more. The engine's measure of fairness.</param>
    /// <remarks>For a thread that its owner cleans, as the thread pool does: synchronization context and execution context are left as the
    /// turn's code left them.</remarks>
    void Turn(int most);

    /// <summary>A <see cref="Turn"/> on a thread that has other work: it finds its contexts as they were.</summary>
    void GuestTurn(int most);

    /// <summary>Says that the mailbox holds many items; the engine calls it now and then while that is so. Any thread.</summary>
    void OnCrowded();

    /// <summary>Whether the run was told to stop, or is ending. Any thread.</summary>
    bool IsStopping { get; }

    /// <summary>Says that the thread which the worker asked for refused a turn, and that it is asked again. Any thread.</summary>
    void OnTurnRefused(Exception error, TimeSpan delay);

    /// <summary>The worker's path, for the engine's messages.</summary>
    string Path { get; }
}
