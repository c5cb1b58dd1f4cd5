using Microsoft.Extensions.Logging;

namespace Actors.Tests.Conformance;

/// <summary>What every conformance class has: a system on the engine under test, with a clock moved by hand and a log in memory.</summary>
public abstract class ConformanceTests : IAsyncLifetime
{
    protected static TimeSpan Second { get; } = TimeSpan.FromSeconds(1);

    protected ConformanceTests()
    {
        Engine = OnEngineAttribute.Of(GetType()).CreateEngine();
        Time = new TestTime(Engine);
    }

    protected TestEngine Engine { get; }

    protected TestTime Time { get; }

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
        await System.StopAsync().Soon();
        await System.DisposeAsync();
    }

    /// <summary>Another system on the engine under test.</summary>
    protected WorkerSystem CreateSystem(WorkerSystemOptions options) => Engine.CreateSystem(options);

    protected WorkerSystemOptions Options(WorkerDispatcher? main = null) => new()
    {
        TimeProvider = Engine.Clock,
        LoggerFactory = LoggerFactory.Create(builder => builder.AddProvider(Log).SetMinimumLevel(LogLevel.Trace)),
        MainDispatcher = main ?? WorkerDispatcher.ThreadPool,
    };
}
