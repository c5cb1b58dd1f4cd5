namespace Actors.Benchmarks.Subjects;

/// <summary>What the peer's channels carry: as much as an <see cref="Event"/>, allocated for each write as an event is.</summary>
internal sealed record Message(string Name, object? Data)
{
    /// <summary>The name that every event and message of these benchmarks has.</summary>
    public const string Tick = "TICK";

    /// <summary>What they carry: a reference, so that neither side boxes.</summary>
    public static object Payload { get; } = new();
}
