using Actors.TestKit;
using Actors.Tests.Conformance;
using Actors.Tests.Hosting;
using Microsoft.Extensions.DependencyInjection;
using static Actors.CurrentWorker;

namespace Actors.Tests.TestKit;

/// <summary>Spec X2: the workers of a host on a virtual clock.</summary>
[Trait("Spec", "X2")]
[Collection(ExitCode)]
public sealed class HostedClockTests : HostedTests
{
    [Fact]
    public async Task Host_WithAVirtualClock_RunsWhileTheTestWaits()
    {
        var time = new VirtualTime();
        var ticks = 0;
        using var host = CreateHost(
            workers => workers.Add("ticker", async _ =>
            {
                while (true)
                {
                    await Sleep(TimeSpan.FromMinutes(1));
                    ticks++;
                }
            }),
            services => services.AddSingleton<TimeProvider>(time));
        await host.StartAsync();
        var probe = Probe.Start(host.Services.GetRequiredService<WorkerSystem>());

        await probe.Within(TimeSpan.FromMinutes(90.5)).ExpectNoEvent().Soon();
        await host.StopAsync();

        Assert.Equal(90, ticks);
        Assert.Equal(TimeSpan.FromMinutes(90.5), time.Elapsed);
    }
}
