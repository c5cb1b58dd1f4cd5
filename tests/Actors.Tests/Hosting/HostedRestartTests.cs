using Actors.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;
using static Actors.CurrentWorker;

namespace Actors.Tests.Hosting;

/// <summary>A failing worker of a host starts again, and neither kills the host nor is forgotten.</summary>
[Collection(ExitCode)]
public sealed class HostedRestartTests : HostedTests
{
    [Fact]
    [Trait("Spec", "L11")]
    public async Task Restart_BodyFails_StartsAgainWithItsMailboxAndAScopeOfItsOwn()
    {
        var scopes = new HashSet<IServiceProvider>();
        var served = new TaskCompletionSource<object?>(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = CreateHost(workers => workers.Add(
            "flaky",
            async services =>
            {
                scopes.Add(services);
                var e = await WaitEvent("WORK");
                if (scopes.Count == 1) throw new IOException("made to fail");
                served.SetResult(e.Data);
            },
            new() { Restart = new RestartPolicy { Backoff = TimeSpan.FromMilliseconds(1) } }));
        await host.StartAsync();
        var worker = host.Services.GetRequiredKeyedService<Worker>("flaky");

        worker.Fire("WORK", 1);
        worker.Fire("WORK", 2);

        Assert.Equal(2, await served.Task.WaitAsync(TimeSpan.FromSeconds(60)));
        Assert.Equal(WorkerState.Completed, (await worker.Completion.WaitAsync(TimeSpan.FromSeconds(60))).State);
        Assert.Equal(2, scopes.Count);
        await host.StopAsync();
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    [Trait("Spec", "L11")]
    public async Task Restart_LimitIsUsedUp_StopsTheHostOnce()
    {
        var time = new VirtualTime();
        using var host = CreateHost(
            workers => workers.Add(
                "broken",
                _ => throw new IOException("made to fail"),
                new() { Restart = new RestartPolicy { MaxRestarts = 2 } }),
            services => services.AddSingleton<TimeProvider>(time));
        var stopping = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.Register(stopping.SetResult);
        await host.StartAsync();
        var worker = host.Services.GetRequiredKeyedService<Worker>("broken");

        await worker.Completion.WaitAsync(TimeSpan.FromSeconds(60));
        await stopping.Task.WaitAsync(TimeSpan.FromSeconds(60));
        await host.StopAsync();

        Assert.Equal(2, worker.Restarts);
        Assert.Equal(1, Environment.ExitCode);
        Assert.Single(Log.Entries, static entry => entry.Text.Contains("made to fail", StringComparison.Ordinal) && entry.Text.Contains("host", StringComparison.Ordinal));
    }

    [Fact]
    public async Task Options_WithAWrongNumber_RefuseToStartAndNameTheWorker()
    {
        using var host = CreateHost(workers => workers.Add(
            "flaky", _ => Task.CompletedTask, new() { Restart = new RestartPolicy { MaxRestarts = 0 } }));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Contains("worker 'flaky'", error.Message, StringComparison.Ordinal);
    }
}
