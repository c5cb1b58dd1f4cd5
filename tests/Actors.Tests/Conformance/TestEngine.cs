namespace Actors.Tests.Conformance;

/// <summary>An engine under test: makes systems on it, with a clock that stands still until the test moves it.</summary>
/// <remarks>A test has one, made by its class's <see cref="OnEngineAttribute{TEngine}"/>.</remarks>
public abstract class TestEngine
{
    /// <summary>The clock of the systems, but for those that a test gives another one.</summary>
    public abstract TimeProvider Clock { get; }

    /// <summary>Moves the clock, and fires what falls due on the way before it returns.</summary>
    public abstract void Advance(TimeSpan time);

    /// <summary>Makes a system on this engine.</summary>
    /// <param name="options">With <see cref="Clock"/>, or the clock of another engine of this kind.</param>
    public abstract WorkerSystem CreateSystem(WorkerSystemOptions options);
}
