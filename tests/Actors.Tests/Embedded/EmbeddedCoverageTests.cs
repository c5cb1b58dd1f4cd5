using Actors.Tests.Conformance;

namespace Actors.Tests.Embedded;

/// <summary>The default engine is among those that the suite runs on.</summary>
public sealed class EmbeddedCoverageTests
{
    [Fact]
    [Trait("Spec", "X1")]
    public void Engines_ThereAre_IncludeTheDefaultOne() => Assert.Contains(typeof(EmbeddedTestEngine), EngineCoverageTests.EngineTypes);
}
