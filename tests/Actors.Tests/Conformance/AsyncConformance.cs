namespace Actors.Tests.Conformance;

/// <summary>What the tests of functions beside a caller share.</summary>
public abstract class AsyncConformance : ConformanceTests
{
    private protected readonly FormatException _error = new("failed beside");

    protected async Task FailAsync()
    {
        await Task.Yield();
        throw _error;
    }
}
