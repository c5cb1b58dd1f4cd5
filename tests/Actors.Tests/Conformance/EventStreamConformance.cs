namespace Actors.Tests.Conformance;

/// <summary>What the tests of event streams share.</summary>
public abstract class EventStreamConformance : ConformanceTests
{
    private protected static readonly EventName<int> Number = new("A");

    private protected readonly List<object?> _heard = [];
}
