using Actors.TestKit;
using Actors.Tests.Conformance;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.HealthChecks;
using Microsoft.Extensions.Hosting;
using static Actors.CurrentWorker;

namespace Actors.Tests.Hosting;

[Trait("Spec", "O3")]
[Trait("Spec", "X4")]
[Collection(ExitCode)]
public sealed class WorkersHealthTests : HostedTests
{
    private readonly VirtualTime _time = new(ClockMode.Manual);

    [Fact]
    public async Task Check_WorkersThatRun_IsHealthyAndReady()
    {
        using var host = CreateHost(static workers => workers.Add("idle", static _ => WaitForever().AsTask()));
        await host.StartAsync();

        var report = await CheckAsync(host);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), Live(report));
        Assert.Equal(["live", "ready"], report.Entries.Values.SelectMany(static entry => entry.Tags).Where(static tag => tag != "workers"));
        await host.StopAsync();
    }

    [Fact]
    public async Task Check_BeforeTheStart_IsNotReady()
    {
        using var host = CreateHost(static workers => workers.Add("idle", static _ => WaitForever().AsTask()));

        var report = await CheckAsync(host);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Unhealthy), Live(report));
        Assert.Equal("Worker '/idle' is Created.", report.Entries["workers-ready"].Description);
    }

    [Fact]
    public async Task Check_AWorkerHasFailed_IsUnhealthyAndNamesIt()
    {
        using var host = CreateHost(static workers => workers
            .Add("good", static _ => WaitForever().AsTask())
            .Add("bad", static _ => throw new InvalidOperationException("as planned"), new HostedWorkerOptions { OnFault = OnFault.Ignore }));
        await host.StartAsync();
        await Get(host, "bad").Ended();

        var report = await CheckAsync(host);

        Assert.Equal((HealthStatus.Unhealthy, HealthStatus.Unhealthy), Live(report));
        Assert.Equal("Worker '/bad' has failed: as planned.", report.Entries["workers"].Description);
        Assert.StartsWith("/bad (Faulted", (string)report.Entries["workers"].Data["/bad"], StringComparison.Ordinal);
        await host.StopAsync();
    }

    [Fact]
    public async Task Check_AWorkerIsPaused_IsHealthyAndNotReady()
    {
        using var host = CreateHost(static workers => workers.Add("idle", static _ => WaitForever().AsTask()));
        await host.StartAsync();
        var worker = Get(host, "idle").Pause();
        await worker.AtWaitPoint();
        worker.Fire("KEPT");

        await CheckAsync(host);
        _time.Advance(TimeSpan.FromHours(1));
        var report = await CheckAsync(host);

        Assert.Equal((HealthStatus.Healthy, HealthStatus.Unhealthy), Live(report));
        Assert.Equal("Worker '/idle' is Paused.", report.Entries["workers-ready"].Description);
        worker.Resume();
        await worker.AtWaitPoint();
        Assert.Equal((HealthStatus.Healthy, HealthStatus.Healthy), Live(await CheckAsync(host)));
        await host.StopAsync();
    }

    [Fact]
    public async Task Check_ALoopStandsStillWithSomethingQueued_IsUnhealthyAfterItsTime()
    {
        var isOutside = Barriers.Signal();
        var mayGoOn = Barriers.Signal();
        using var host = CreateHost(workers => workers.Add("idle", async _ =>
        {
            isOutside.SetResult();
            await mayGoOn.Task;
            await WaitForever();
        }));
        await host.StartAsync();
        await isOutside.Task.Soon();
        await CheckAsync(host);
        _time.Advance(TimeSpan.FromHours(1));
        var worker = Get(host, "idle");
        worker.Fire("QUEUED");

        Assert.Equal(HealthStatus.Healthy, Live(await CheckAsync(host)).Live);
        _time.Advance(TimeSpan.FromSeconds(29));
        Assert.Equal(HealthStatus.Healthy, Live(await CheckAsync(host)).Live);
        _time.Advance(TimeSpan.FromSeconds(1));
        var report = await CheckAsync(host);

        Assert.Equal(HealthStatus.Unhealthy, Live(report).Live);
        Assert.Equal("Worker '/idle' has handled nothing for 30 s.", report.Entries["workers"].Description);
        Assert.Contains("something outside its loop", (string)report.Entries["workers"].Data["/idle"], StringComparison.Ordinal);
        mayGoOn.SetResult();
        await worker.AtWaitPoint();
        Assert.Equal(HealthStatus.Healthy, Live(await CheckAsync(host)).Live);
        await host.StopAsync();
    }

    [Fact]
    public async Task Check_AChildWaitsForItsRestart_IsDegraded()
    {
        var restarts = Barriers.Signal();
        using var host = CreateHost(workers => workers.Add("parent", async _ =>
        {
            Listen(WorkerEvents.ChildRestart, _ => restarts.SetResult());
            Start(static () => throw new InvalidOperationException("as planned"), new WorkerOptions { Name = "child", Restart = RestartPolicy.OnFailure });
            await WaitForever();
        }));
        await host.StartAsync();
        await restarts.Task.Soon();

        var report = await CheckAsync(host);

        Assert.Equal((HealthStatus.Degraded, HealthStatus.Healthy), Live(report));
        Assert.Equal("Worker '/parent/child' has failed, and is to start again.", report.Entries["workers"].Description);
        await host.StopAsync();
    }

    [Theory]
    [InlineData(8, HealthStatus.Healthy)]
    [InlineData(9, HealthStatus.Degraded)]
    public async Task Check_ABoundedMailbox_IsDegradedAboveFourFifths(int events, HealthStatus status)
    {
        var mayGoOn = Barriers.Signal();
        using var host = CreateHost(workers => workers.Add("idle", static _ => WaitForever().AsTask()));
        await host.StartAsync();
        var child = host.Services.GetRequiredService<WorkerSystem>().Start(
            async () => await mayGoOn.Task, new WorkerOptions { Name = "child", Mailbox = new MailboxOptions { Capacity = 10 } });
        for (var i = 0; i < events; i++) child.Fire("N");

        Assert.Equal(status, Live(await CheckAsync(host)).Live);
        mayGoOn.SetResult();
        await child.Ended();
        await host.StopAsync();
    }

    [Fact]
    public async Task Check_AHostWithoutWorkers_IsAnError()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddHealthChecks().AddWorkers();
        await using var provider = services.BuildServiceProvider();

        var error = await Assert.ThrowsAsync<InvalidOperationException>(() => provider.GetRequiredService<HealthCheckService>().CheckHealthAsync());
        Assert.Contains("AddWorkers", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void AddWorkers_OptionsThatCannotBe_AreErrors()
    {
        var builder = new ServiceCollection().AddHealthChecks();

        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddWorkers(static options => options.StuckAfter = TimeSpan.Zero));
        Assert.Throws<ArgumentOutOfRangeException>(() => builder.AddWorkers(static options => options.CrowdedAbove = 0));
    }

    private static Worker Get(IHost host, string name) => host.Services.GetRequiredKeyedService<Worker>(name);

    private static Task<HealthReport> CheckAsync(IHost host) => host.Services.GetRequiredService<HealthCheckService>().CheckHealthAsync();

    private static (HealthStatus Live, HealthStatus Ready) Live(HealthReport report) =>
        (report.Entries["workers"].Status, report.Entries["workers-ready"].Status);

    private IHost CreateHost(Action<WorkersBuilder> workers) =>
        CreateHost(workers, services => services.AddSingleton<TimeProvider>(_time).AddHealthChecks().AddWorkers());
}
