namespace Actors.Tests.Conformance;

/// <summary>Spec X1: one suite, run against every engine of the assembly that has it.</summary>
public sealed class EngineCoverageTests
{
    private static readonly Type[] All = typeof(EngineCoverageTests).Assembly.GetTypes();

    public static TheoryData<Type> Engines => [.. EngineTypes];

    internal static IEnumerable<Type> EngineTypes => All.Where(static type => !type.IsAbstract && type.IsSubclassOf(typeof(TestEngine)));

    private static IEnumerable<Type> Suite => All.Where(static type =>
        type.IsAbstract && type.IsSubclassOf(typeof(ConformanceTests)) && type.GetMethods().Any(static method => method.IsDefined(typeof(FactAttribute), inherit: false)));

    [Theory]
    [MemberData(nameof(Engines))]
    [Trait("Spec", "X1")]
    public void Suite_OnAnEngine_IsThereOnce(Type engine)
    {
        Assert.NotEmpty(Suite);
        var wrong = Suite.Where(tests => All.Count(type => type.BaseType == tests && OnEngineAttribute.Of(type).Engine == engine) != 1)
            .Select(static tests => tests.Name)
            .Order(StringComparer.Ordinal)
            .ToArray();

        Assert.True(wrong.Length == 0, $"Each of these needs one subclass with [OnEngine<{engine.Name}>]: {string.Join(", ", wrong)}");
    }
}
