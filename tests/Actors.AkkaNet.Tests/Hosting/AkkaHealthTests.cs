using Akka.Actor;
using Akka.Hosting;
using Actors.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet.Hosting;

/// <summary>The health checks of an actor system, and of the workers in it.</summary>
[Trait("Spec", "X4")]
public sealed class AkkaHealthTests
{
    [Fact]
    public async Task Check_OfAnActorSystemThatRuns_IsHealthyAndTaggedAsAkkas()
    {
        using var host = CreateHost();
        await host.StartAsync().Soon();

        var report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, report.Status);
        Assert.Equal(["akka", "live", "node"], report.Entries["actor-system"].Tags);
        Assert.Equal(["akka", "ready", "node"], report.Entries["actor-system-ready"].Tags);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Check_DuringACoordinatedShutdown_IsLiveAndNotReady()
    {
        using var host = CreateHost();
        await host.StartAsync().Soon();
        var isShuttingDown = Barriers.Signal();
        var mayGoOn = Barriers.Signal();
        var shutdown = CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>());
        shutdown.AddTask(CoordinatedShutdown.PhaseBeforeServiceUnbind, "held", async () =>
        {
            isShuttingDown.SetResult();
            await mayGoOn.Task;
            return Akka.Done.Instance;
        });
        var stop = host.StopAsync();
        await isShuttingDown.Task.Soon();

        var report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, report.Entries["actor-system"].Status);
        Assert.Equal(HealthStatus.Unhealthy, report.Entries["actor-system-ready"].Status);
        Assert.Contains("is being shut down", report.Entries["actor-system-ready"].Description, StringComparison.Ordinal);
        mayGoOn.SetResult();
        await stop.Soon();
    }

    [Fact]
    public async Task Check_OfAnActorSystemThatHasTerminated_IsUnhealthy()
    {
        using var host = CreateHost();
        await host.StartAsync().Soon();
        await host.Services.GetRequiredService<ActorSystem>().Terminate().Soon();

        var report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Unhealthy, report.Entries["actor-system"].Status);
        Assert.Equal("The actor system 'app' has terminated.", report.Entries["actor-system"].Description);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task Check_OfPausedWorkersOfWithWorkers_IsHealthyAndNotReady()
    {
        using var host = CreateHost(static services => services.AddWorkers().AddHealthChecks().AddWorkers());
        await host.StartAsync().Soon();
        var worker = host.Services.GetRequiredKeyedService<Worker>("idle").Pause();
        await worker.AtWaitPoint();

        var report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Healthy, report.Entries["workers"].Status);
        Assert.Equal("Worker '/idle' is Paused.", report.Entries["workers-ready"].Description);
        await host.StopAsync().Soon();
    }

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync().Soon();

    private static IHost CreateHost(Action<IServiceCollection>? more = null)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Services.AddAkka("app", static akka => akka.WithWorkers(static workers => workers.Add("idle", static _ => WaitForever().AsTask())));
        builder.Services.AddHealthChecks().AddActorSystem();
        more?.Invoke(builder.Services);
        return builder.Build();
    }
}
