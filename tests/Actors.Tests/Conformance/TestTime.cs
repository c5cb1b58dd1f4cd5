namespace Actors.Tests.Conformance;

/// <summary>The time of a test's systems: it stands still until the test moves it.</summary>
public sealed class TestTime(TestEngine engine)
{
    /// <summary>Moves the clock, and fires what falls due on the way before it returns.</summary>
    public void Advance(TimeSpan time) => engine.Advance(time);

    public DateTimeOffset GetUtcNow() => engine.Clock.GetUtcNow();
}
