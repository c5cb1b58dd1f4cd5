using Actors.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Tests.Hosting;

/// <summary>What every hosting test class has: a way to make a real host whose log is kept.</summary>
public abstract class HostedTests
{
    protected RecordingLogger Log { get; } = new();

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
