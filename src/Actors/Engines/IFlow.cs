namespace Actors.Engines;

/// <summary>What an engine runs: the flow of one run of one worker.</summary>
internal interface IFlow
{
    /// <summary>Handles what the mailbox holds. The engine never lets two turns of one flow overlap.</summary>
    void Turn();

    /// <summary>Says that the mailbox holds many items; the engine calls it now and then while that is so. Any thread.</summary>
    void OnCrowded();

    /// <summary>The worker's path, for the engine's messages.</summary>
    string Path { get; }
}
