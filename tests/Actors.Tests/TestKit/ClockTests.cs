using Actors.TestKit;
using Actors.Tests.Conformance;

namespace Actors.Tests.TestKit;

/// <summary>What the tests of the virtual clock have: systems on one, which are disposed, and a guard in real time.</summary>
public abstract class ClockTests : IAsyncDisposable
{
    private readonly List<WorkerSystem> _systems = [];

    protected static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    protected static TimeSpan Hour { get; } = TimeSpan.FromHours(1);

    public async ValueTask DisposeAsync()
    {
        foreach (var system in _systems) await system.DisposeAsync().AsTask().Soon();
        GC.SuppressFinalize(this);
    }

    protected WorkerSystem SystemOn(VirtualTime time)
    {
        var system = new WorkerSystem(new WorkerSystemOptions { TimeProvider = time });
        _systems.Add(system);
        return system;
    }
}
