namespace Actors;

/// <summary>What one worker is doing, as seen at one moment.</summary>
/// <param name="Path">Where it stands in the tree.</param>
/// <param name="State">Where it stands in its life.</param>
/// <param name="IsDaemon">Whether nobody waits for its end.</param>
/// <param name="MailboxDepth">How many items are queued.</param>
/// <param name="WaitsFor">What its innermost code waits for.</param>
/// <param name="Waited">For how long, in real time; null when it is not at a wait point.</param>
public sealed record WorkerStatus(string Path, WorkerState State, bool IsDaemon, int MailboxDepth, string WaitsFor, TimeSpan? Waited)
{
    /// <inheritdoc/>
    public override string ToString() =>
        $"{Path} ({State}, {MailboxDepth} queued) waits for {WaitsFor}{(Waited is { } waited ? $", since {waited.TotalSeconds:0.0} s" : "")}";
}
