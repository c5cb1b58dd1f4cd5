using System.Collections.Concurrent;
using Actors.TestKit;

namespace Actors.Tests.Seeds;

/// <summary>What the examples of pyThreadWorker's pages have: a system whose clock is moved by hand, and a place to print.</summary>
public abstract class SeedTests : IAsyncLifetime
{
    private readonly ConcurrentQueue<string> _printed = new();

    protected VirtualTime Time { get; } = new(ClockMode.Manual);

    protected WorkerSystem System { get; private set; } = null!;

    protected IReadOnlyCollection<string> Printed => _printed;

    public Task InitializeAsync()
    {
        System = new WorkerSystem(new WorkerSystemOptions { TimeProvider = Time });
        return Task.CompletedTask;
    }

    public async Task DisposeAsync() => await System.DisposeAsync();

    protected void Print(object? line) => _printed.Enqueue($"{line}");
}
