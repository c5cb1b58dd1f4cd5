namespace Actors.Tests.Transports;

/// <summary>For tests that look at the whole process.</summary>
[CollectionDefinition(nameof(AloneCollection), DisableParallelization = true)]
[global::System.Diagnostics.CodeAnalysis.SuppressMessage("Naming", "CA1711", Justification = "It is what xunit calls it.")]
public sealed class AloneCollection;
