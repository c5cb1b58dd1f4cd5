namespace Actors.TestKit;

/// <summary>What an exploration did that found no failure.</summary>
/// <param name="Seeds">How many seeds were run.</param>
/// <param name="Orders">How many of them took different ways.</param>
/// <param name="Pieces">How many pieces all of them had.</param>
/// <param name="Events">How many events were taken from mailboxes in all of them.</param>
public sealed record SimulationReport(int Seeds, int Orders, long Pieces, long Events);
