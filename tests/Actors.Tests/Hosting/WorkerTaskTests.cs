using Microsoft.Extensions.DependencyInjection;
using static Actors.CurrentWorker;

namespace Actors.Tests.Hosting;

[Collection(ExitCode)]
public sealed class WorkerTaskTests : HostedTests
{
    [Fact]
    public async Task RunAsync_InAHost_IsAWorkersBodyWithInjectedServices()
    {
        using var host = CreateHost(
            static workers => workers.Add<Echo>("echo", arguments: [7]),
            static services => services.AddSingleton<Journal>().AddScoped<Scoped>());
        await host.StartAsync();
        var worker = host.Services.GetRequiredKeyedService<Worker>("echo");
        var answer = host.Services.GetRequiredService<Journal>().NextAsync();

        worker.Fire("ASK");

        Assert.Equal("/echo 7", await answer);
        await host.StopAsync();
        Assert.Equal(WorkerState.Stopped, worker.State);
    }

    [Fact]
    public async Task Start_AfterAnEnd_RunsANewInstanceInANewScope()
    {
        using var host = CreateHost(
            static workers => workers.Add<Echo>("echo", arguments: [7]),
            static services => services.AddSingleton<Journal>().AddScoped<Scoped>());
        await host.StartAsync();
        var worker = host.Services.GetRequiredKeyedService<Worker>("echo");
        var journal = host.Services.GetRequiredService<Journal>();

        await worker.StopAsync();
        worker.Start();
        await worker.StopAsync();

        Assert.Equal(2, journal.Instances.Distinct().Count());
        Assert.Equal(2, journal.Scopes.Distinct().Count());
        Assert.Equal(["task", "scope", "task", "scope"], journal.Disposed);
        await host.StopAsync();
    }

    [Fact]
    public async Task RunAsync_WithChildren_DisposesTheScopeAfterTheirEnd()
    {
        var journal = new Journal();
        using var host = CreateHost(
            static workers => workers.Add<Parent>("parent"),
            services => services.AddSingleton(journal).AddScoped<Scoped>());
        var started = journal.NextAsync();
        await host.StartAsync();
        Assert.Equal("child", await started);

        await host.StopAsync();

        Assert.Equal(["child", "scope"], journal.Disposed);
    }

    [Fact]
    public async Task Add_OneTypeUnderManyNames_RunsAWorkerForEach()
    {
        using var host = CreateHost(
            static workers => workers.Add<Echo>("first", arguments: [1]).Add<Echo>("second", arguments: [2]),
            static services => services.AddSingleton<Journal>().AddScoped<Scoped>());
        await host.StartAsync();
        var journal = host.Services.GetRequiredService<Journal>();

        var first = journal.NextAsync();
        host.Services.GetRequiredKeyedService<Worker>("first").Fire("ASK");
        Assert.Equal("/first 1", await first);
        var second = journal.NextAsync();
        host.Services.GetRequiredKeyedService<Worker>("second").Fire("ASK");
        Assert.Equal("/second 2", await second);

        await host.StopAsync();
    }

    private sealed class Journal
    {
        private TaskCompletionSource<string> _next = new();

        public List<object> Instances { get; } = [];

        public List<object> Scopes { get; } = [];

        public List<string> Disposed { get; } = [];

        public Task<string> NextAsync()
        {
            _next = new TaskCompletionSource<string>(TaskCreationOptions.RunContinuationsAsynchronously);
            return _next.Task;
        }

        public void Write(string text) => _next.TrySetResult(text);
    }

    private sealed class Scoped(Journal journal) : IAsyncDisposable
    {
        public ValueTask DisposeAsync()
        {
            journal.Disposed.Add("scope");
            return ValueTask.CompletedTask;
        }
    }

    private sealed class Echo(int number, Journal journal, Scoped scoped) : WorkerTask, IDisposable
    {
        public override async Task RunAsync(CancellationToken stopping)
        {
            Assert.Equal(Worker.Current.Stopping, stopping);
            journal.Instances.Add(this);
            journal.Scopes.Add(scoped);
            Listen("ASK", _ => journal.Write($"{Current.Path} {number}"));
            await WaitForever();
        }

        public void Dispose() => journal.Disposed.Add("task");
    }

    private sealed class Parent(Journal journal, Scoped scoped) : WorkerTask
    {
        public override async Task RunAsync(CancellationToken stopping)
        {
            Start(async () =>
            {
                journal.Write("child");
                try
                {
                    await WaitForever();
                }
                finally
                {
                    await Update();
                    journal.Disposed.Add("child");
                    GC.KeepAlive(scoped);
                }
            });
            await WaitForever();
        }
    }
}
