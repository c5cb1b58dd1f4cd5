using Actors.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Hosting;

/// <summary>What every hosting test class has: a way to make a real host whose log is kept.</summary>
/// <remarks>The exit code is the process's: classes that stop hosts run one after the other.</remarks>
public abstract class HostedTests : IDisposable
{
    /// <summary>The collection of all such classes.</summary>
    protected const string ExitCode = "Exit code";

    private readonly int _exitCode = Environment.ExitCode;

    protected RecordingLogger Log { get; } = new();

    public void Dispose()
    {
        Environment.ExitCode = _exitCode;
        GC.SuppressFinalize(this);
    }

    protected IHost CreateHost(Action<WorkersBuilder> workers, Action<IServiceCollection>? services = null, TimeSpan? shutdownTimeout = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(Log).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddWorkers(workers);
        if (shutdownTimeout is { } timeout) builder.Services.Configure<HostOptions>(options => options.ShutdownTimeout = timeout);
        services?.Invoke(builder.Services);
        return builder.Build();
    }
}
