using Actors.Tests.Conformance;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Transports;

/// <summary>What the tests of transports have: a system in real time, since sockets and processes know no other.</summary>
public abstract class TransportTests : IAsyncLifetime
{
    protected RecordingLogger Log { get; } = new();

    protected WorkerSystem System { get; private set; } = null!;

    public virtual Task InitializeAsync()
    {
        System = new WorkerSystem(new WorkerSystemOptions
        {
            Engine = WorkerEngine.Embedded,
            LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)),
        });
        return Task.CompletedTask;
    }

    public virtual async Task DisposeAsync()
    {
        // What a test leaves open fails here instead of hanging.
        await System.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await System.DisposeAsync();
    }
}
