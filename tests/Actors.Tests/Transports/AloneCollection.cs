namespace Actors.Tests.Transports;

/// <summary>Tests that count what the whole process has: no other test runs meanwhile.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
public sealed class AloneCollection;
