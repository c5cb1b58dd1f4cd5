using Actors.TestKit;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Actors.CurrentWorker;

namespace Actors.Tests.Hosting;

[Collection(ExitCode)]
public sealed class WorkersServiceTests : HostedTests
{
    [Fact]
    public async Task StartAndStop_SeveralWorkers_StartInOrderAndStopInReverse()
    {
        var order = new List<string>();
        using var host = CreateHost(workers => workers
            .Add("one", _ => Record(order, "one"))
            .Add("two", _ => Record(order, "two"))
            .Add("three", _ => Record(order, "three")));

        await host.StartAsync();
        var workers = host.Services.GetRequiredService<WorkerSystem>().Workers.Select(static worker => worker.Name).ToArray();
        await host.StopAsync();

        Assert.Equal(["one", "two", "three"], workers);
        Assert.Equal(["three", "two", "one"], order);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task StopAsync_WorkerThatIgnoresItsStop_IsNamedWhenTheTimeIsOver()
    {
        using var never = new CancellationTokenSource();
        using var timeIsOver = new CancellationTokenSource();
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var host = CreateHost(
            workers => workers
                .Add("polite", _ => WaitForever().AsTask())
                .Add("stubborn", async _ =>
                {
                    using var registration = Stopping.Register(told.SetResult);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, never.Token);
                }),
            shutdownTimeout: Timeout.InfiniteTimeSpan);
        await host.StartAsync();

        var stop = host.StopAsync(timeIsOver.Token);
        await told.Task;
        await timeIsOver.CancelAsync();
        await stop;

        var entry = Assert.Single(Log.Entries, static entry => entry.Id == 22);
        Assert.Equal(LogLevel.Error, entry.Level);
        Assert.Contains("/stubborn (Stopping", entry.Text, StringComparison.Ordinal);
        Assert.Contains("something outside its loop", entry.Text, StringComparison.Ordinal);
    }

    [Fact]
    public async Task StopAsync_ShutdownTimeoutOfTheWorkers_IsTheSystemsTime()
    {
        var time = new VirtualTime(ClockMode.Manual);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        using var never = new CancellationTokenSource();
        using var host = CreateHost(
            workers => workers.Add("stubborn", async _ =>
            {
                using var registration = Stopping.Register(told.SetResult);
                await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, never.Token);
            }),
            services => services.AddSingleton<TimeProvider>(time).Configure<WorkersOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(3)));
        await host.StartAsync();

        var stop = host.StopAsync();
        await told.Task;
        time.Advance(TimeSpan.FromSeconds(3));
        await stop;

        Assert.Contains("did not stop within 00:00:03", Assert.Single(Log.Entries, static entry => entry.Id == 22).Text, StringComparison.Ordinal);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task StopAsync_OneWorkerDoesNotStop_TheOthersCleanUpAndItAloneIsNamed()
    {
        var time = new VirtualTime(ClockMode.Manual);
        var told = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        var order = new List<string>();
        using var never = new CancellationTokenSource();
        using var host = CreateHost(
            workers => workers
                .Add("polite", _ => Record(order, "polite"))
                .Add("stubborn", async _ =>
                {
                    using var registration = Stopping.Register(told.SetResult);
                    await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, never.Token);
                }),
            services => services.AddSingleton<TimeProvider>(time).Configure<WorkersOptions>(static options => options.ShutdownTimeout = TimeSpan.FromSeconds(12)));
        await host.StartAsync();
        var polite = host.Services.GetRequiredKeyedService<Worker>("polite");
        var politeEnds = polite.Completion;

        var stop = host.StopAsync();
        await told.Task;
        time.Advance(TimeSpan.FromSeconds(2));
        await politeEnds;
        Assert.Equal(["polite"], order);
        time.Advance(TimeSpan.FromSeconds(10));
        await stop;

        Assert.Contains(Log.Entries, static entry => entry is { Id: 32, Text: "Worker '/stubborn' did not stop within its grace of 00:00:02: the workers before it are told to stop too." });
        var text = Assert.Single(Log.Entries, static entry => entry.Id == 22).Text;
        Assert.Contains("1 of the workers did not stop within 00:00:12", text, StringComparison.Ordinal);
        Assert.DoesNotContain("/main", text, StringComparison.Ordinal);
        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task Fault_ByDefault_StopsTheHostWithAnExitCode()
    {
        using var host = CreateHost(static workers => workers
            .Add("good", _ => WaitForever().AsTask())
            .Add("bad", static async _ =>
            {
                await WaitEvent("GO");
                throw new InvalidOperationException("as planned");
            }));
        await host.StartAsync();
        host.Services.GetRequiredKeyedService<Worker>("bad").Fire("GO");

        await host.WaitForShutdownAsync();

        Assert.Equal(1, Environment.ExitCode);
        Assert.Contains(Log.Entries, static entry => entry is { Id: 31, Level: LogLevel.Critical, Text: "Worker '/bad' failed, and so the host stops: as planned" });
    }

    [Fact]
    public async Task Fault_InTheFirstTurn_StopsTheHost()
    {
        using var host = CreateHost(static workers => workers.Add("bad", static _ => throw new InvalidOperationException("as planned")));

        await host.RunAsync();

        Assert.Equal(1, Environment.ExitCode);
    }

    [Fact]
    public async Task Fault_ThatIsIgnored_LeavesTheHostRunning()
    {
        using var host = CreateHost(static workers => workers.Add(
            "bad", static _ => throw new InvalidOperationException("as planned"), new HostedWorkerOptions { OnFault = OnFault.Ignore }));
        await host.StartAsync();

        var result = await host.Services.GetRequiredKeyedService<Worker>("bad").Completion;

        Assert.Equal("as planned", result.Error!.Message);
        Assert.False(host.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested);
        await host.StopAsync();
        Assert.Equal(0, Environment.ExitCode);
    }

    [Fact]
    public async Task StartAsync_WrongSettings_NamesThemAll()
    {
        using var host = CreateHost(
            static workers => workers.Add("twin", _ => Task.CompletedTask).Add("twin", _ => Task.CompletedTask).Add("a/b", _ => Task.CompletedTask),
            static services => services.Configure<WorkersOptions>(static options =>
            {
                options.Engine = (WorkerEngine)7;
                options.ShutdownTimeout = TimeSpan.Zero;
            }));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync());

        Assert.Collection(
            error.Failures,
            static failure => Assert.Contains("There is no engine 7", failure, StringComparison.Ordinal),
            static failure => Assert.Contains("00:00:00 is no time to wait", failure, StringComparison.Ordinal),
            static failure => Assert.Contains("2 workers have the name 'twin'", failure, StringComparison.Ordinal),
            static failure => Assert.Contains("'a/b' is no name for a worker", failure, StringComparison.Ordinal));
    }

    [Fact]
    public async Task WorkerSystem_ResolvedByAnyFlow_IsNotThatFlowsMainWorker()
    {
        using var host = CreateHost(static workers => workers.Add("idle", _ => WaitForever().AsTask()));

        var system = host.Services.GetRequiredService<WorkerSystem>();

        Assert.Null(Worker.TryGetCurrent());
        await host.StartAsync();
        Assert.Null(Worker.TryGetCurrent());
        await host.StopAsync();
        Assert.True(system.IsStopped);
    }

    [Fact]
    public async Task StopAsync_WorkerThatNoHostStarted_IsStoppedToo()
    {
        using var host = CreateHost(static workers => workers.Add("idle", _ => WaitForever().AsTask()));
        await host.StartAsync();
        var other = host.Services.GetRequiredService<WorkerSystem>().Start(static () => WaitForever().AsTask());

        await host.StopAsync();

        Assert.Equal(WorkerState.Stopped, other.State);
    }

    private static async Task Record(List<string> order, string name)
    {
        try
        {
            await WaitForever();
        }
        finally
        {
            order.Add(name);
        }
    }
}
