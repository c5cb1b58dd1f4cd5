using Actors.TestKit;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Conformance;

/// <summary>What every conformance class has: a system on the engine under test, with a clock moved by hand and a log in memory.</summary>
public abstract class ConformanceTests : IAsyncLifetime
{
    protected ManualTime Time { get; } = new();

    protected RecordingLogger Log { get; } = new();

    protected WorkerSystem System { get; private set; } = null!;

    public Task InitializeAsync()
    {
        System = CreateSystem(Options());
        return Task.CompletedTask;
    }

    public async Task DisposeAsync()
    {
        // Real time: a test that leaves a worker behind fails here instead of hanging.
        await System.StopAsync().WaitAsync(TimeSpan.FromSeconds(30));
        await System.DisposeAsync();
    }

    /// <summary>The system under test; one small subclass an engine.</summary>
    protected abstract WorkerSystem CreateSystem(WorkerSystemOptions options);

    protected WorkerSystemOptions Options(WorkerDispatcher? main = null) => new()
    {
        TimeProvider = Time,
        LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)),
        MainDispatcher = main ?? WorkerDispatcher.ThreadPool,
    };
}
