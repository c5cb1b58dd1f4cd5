using System.Reflection;

namespace Actors.Tests.Conformance;

/// <summary>Says on which engine a conformance class runs: <c>[OnEngine&lt;EmbeddedTestEngine&gt;]</c>.</summary>
[AttributeUsage(AttributeTargets.Class)]
public abstract class OnEngineAttribute : Attribute
{
    public abstract Type Engine { get; }

    public abstract TestEngine CreateEngine();

    /// <exception cref="InvalidOperationException">The class has none.</exception>
    public static OnEngineAttribute Of(Type tests) => tests.GetCustomAttribute<OnEngineAttribute>() ?? throw new InvalidOperationException(
        $"{tests.Name} does not say on which engine it runs: put [OnEngine<…>] on it.");
}

/// <inheritdoc/>
public sealed class OnEngineAttribute<TEngine> : OnEngineAttribute
    where TEngine : TestEngine, new()
{
    public override Type Engine => typeof(TEngine);

    public override TestEngine CreateEngine() => new TEngine();
}
