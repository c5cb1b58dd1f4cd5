using Actors.Engines.AkkaNet;
using Actors.Tests.Conformance;
using Akka.Actor;
using Akka.Hosting;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Options;
using static Actors.CurrentWorker;

namespace Actors.Tests.AkkaNet.Hosting;

/// <summary>Workers on Akka.NET in a generic host.</summary>
public sealed class AkkaHostingTests
{
    [Fact]
    public async Task WithWorkers_InAddAkka_StartsThemInItsActorSystem()
    {
        using var host = CreateHost(services => services.AddAkka("app", builder => builder.WithWorkers(workers => workers.Add<Echo>("echo"))));
        await host.StartAsync().Soon();
        var echo = host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;
        var path = await echo.Ask<string>("path", TimeSpan.FromSeconds(30)).Soon();

        Assert.Equal("akka://app/user/workers/echo", path);
        await host.StopAsync().Soon();
        Assert.Equal(["echo ended"], Echo.Ends(host));
    }

    [Fact]
    public async Task WithWorkers_TwoOfOneName_RefuseToStart()
    {
        using var host = CreateHost(services => services.AddAkka(
            "app", builder => builder.WithWorkers(workers => workers.Add<Echo>("echo").Add<Echo>("echo"))));

        var error = await Assert.ThrowsAsync<OptionsValidationException>(() => host.StartAsync().Soon());
        Assert.Contains("'echo'", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task WithWorkers_CalledTwice_AddsToOneTree()
    {
        using var host = CreateHost(services => services.AddWorkers().AddAkka("app", builder => builder
            .WithWorkers(workers => workers.Add<Echo>("first"))
            .WithWorkers(workers => workers.Add<Echo>("second"))));
        await host.StartAsync().Soon();
        var second = host.Services.GetRequiredKeyedService<Worker>("second");

        Assert.Equal("akka://app/user/workers/second", second.ActorRef().Path.ToString());
        Assert.Equal(["first", "second"], second.System.Workers.Select(static worker => worker.Name));
        await host.StopAsync().Soon();
        Assert.Equal(["second ended", "first ended"], Echo.Ends(host));
    }

    [Fact]
    public async Task AddWorkers_WithoutWorkers_MakesThoseOfWithWorkersKeyedServices()
    {
        using var host = CreateHost(services => services.AddWorkers()
            .AddAkka("app", builder => builder.WithWorkers(workers => workers.Add<Echo>("echo"))));
        var worker = host.Services.GetRequiredKeyedService<Worker>("echo");
        Assert.Equal(WorkerState.Created, worker.State);
        await host.StartAsync().Soon();

        Assert.Same(worker, host.Services.GetRequiredKeyedService<Worker>("echo"));
        Assert.True(worker.IsRunning);
        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredKeyedService<Worker>("nobody"));
        Assert.Contains("No worker of this host is named 'nobody': there are 'echo'", error.Message, StringComparison.Ordinal);
        await host.StopAsync().Soon();
        Assert.Equal(WorkerState.Stopped, worker.State);
    }

    [Fact]
    public async Task AddWorkers_BesideWithWorkers_JoinsTheSameActorSystem()
    {
        using var host = CreateHost(services =>
        {
            services.AddWorkers().AddAkka("app", builder => builder.WithWorkers(workers => workers.Add<Echo>("joined")));
            services.AddWorkers(workers => workers.Add("plain", static _ => WaitForever().AsTask()));
        });
        await host.StartAsync().Soon();

        foreach (var name in new[] { "plain", "joined" })
        {
            var path = host.Services.GetRequiredKeyedService<Worker>(name).ActorRef().Path.ToString();
            Assert.StartsWith("akka://app/user/workers", path, StringComparison.Ordinal);
        }

        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task AddWorkers_BesideAddAkka_JoinsItsActorSystem()
    {
        using var host = CreateHost(services =>
        {
            services.AddAkka("app", static _ => { });
            services.AddWorkers(workers => workers.Add<Echo>("echo"));
        });
        await host.StartAsync().Soon();
        var worker = host.Services.GetRequiredKeyedService<Worker>("echo");

        Assert.Equal("akka://app/user/workers/echo", worker.ActorRef().Path.ToString());
        Assert.Same(host.Services.GetRequiredService<ActorSystem>(), ((AkkaEngine)worker.System.Engine).System);
        await host.StopAsync().Soon();
        Assert.Equal(WorkerState.Stopped, worker.State);
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Terminate_OfTheActorSystemThatAddWorkersJoined_StopsTheLastAddedFirst()
    {
        var first = default(Worker)!;
        var seen = new List<WorkerState>();
        using var host = CreateHost(services =>
        {
            services.AddAkka("app", static _ => { });
            services.AddWorkers(workers => workers
                .Add("first", static _ => WaitForever().AsTask())
                .Add("second", async _ =>
                {
                    try
                    {
                        await WaitForever();
                    }
                    finally
                    {
                        await Update();
                        seen.Add(first.State);
                    }
                }));
        });
        await host.StartAsync().Soon();
        first = host.Services.GetRequiredKeyedService<Worker>("first");
        await host.Services.GetRequiredKeyedService<Worker>("second").AtWaitPoint();
        await host.Services.GetRequiredService<ActorSystem>().Terminate().Soon();

        Assert.Equal([WorkerState.Running], seen);
        Assert.Equal(WorkerState.Stopped, first.State);
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task AddWorkers_Alone_MakesAnActorSystemAndEndsItWithTheWorkers()
    {
        var host = CreateHost(services => services.AddWorkers(workers => workers.Add<Echo>("echo")));
        await host.StartAsync().Soon();
        var system = host.Services.GetRequiredService<ActorSystem>();
        var echo = await host.Services.GetRequiredService<IRequiredActor<Echo>>().GetAsync().Soon();

        Assert.Equal("akka://workers/user/workers/echo", await echo.Ask<string>("path", TimeSpan.FromSeconds(30)).Soon());
        await host.StopAsync().Soon();
        await ((IAsyncDisposable)host).DisposeAsync();
        Assert.True(system.WhenTerminated.IsCompleted);
    }

    [Fact]
    public async Task RequiredActor_AfterTheWorkerRanAgain_IsTheSame()
    {
        using var host = CreateHost(services => services.AddWorkers(workers => workers.Add<Echo>("echo")));
        await host.StartAsync().Soon();
        var echo = host.Services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;
        var worker = host.Services.GetRequiredKeyedService<Worker>("echo");
        await worker.StopAsync().Soon();
        worker.Start();

        Assert.Equal(worker.ActorRef().Path.ToString(), await echo.Ask<string>("path", TimeSpan.FromSeconds(30)).Soon());
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task AddWorkers_OnTheEmbeddedEngine_MakesNoActorSystem()
    {
        using var host = CreateHost(services => services.AddWorkers(
            workers => workers.Add<Echo>("echo"), static options => options.Engine = WorkerEngine.Embedded));
        await host.StartAsync().Soon();

        Assert.Equal("Embedded", host.Services.GetRequiredService<WorkerSystem>().Engine.Name);
        Assert.Null(host.Services.GetService<ActorSystem>());
        await host.StopAsync().Soon();
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task AddChannel_InBothWays_IsInjectedByItsName(bool isJoined)
    {
        using var host = CreateHost(services =>
        {
            if (isJoined) services.AddWorkers().AddAkka("app", akka => akka.WithWorkers(Add));
            else services.AddWorkers(Add);
        });
        await host.StartAsync().Soon();
        var news = host.Services.GetRequiredKeyedService<Channel>("news");

        Assert.Equal("news", news.Name);
        Assert.Same(news, host.Services.GetRequiredKeyedService<Channel>("news"));
        var error = Assert.Throws<InvalidOperationException>(() => host.Services.GetRequiredKeyedService<Channel>("olds"));
        Assert.Contains("No channel of this host is named 'olds'", error.Message, StringComparison.Ordinal);
        await host.StopAsync().Soon();

        static void Add(WorkersBuilder workers) => workers.AddChannel("news").Add("idle", static _ => WaitForever().AsTask());
    }

    [Fact]
    public async Task Stop_OfTheHost_StopsTheLastAddedFirst()
    {
        using var host = CreateHost(services => services.AddAkka(
            "app", builder => builder.WithWorkers(workers => workers.Add<Echo>("first").Add<Echo>("second"))));
        await host.StartAsync().Soon();
        await host.StopAsync().Soon();

        Assert.Equal(["second ended", "first ended"], Echo.Ends(host));
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task Stop_OfTheHost_NamesWhoDoesNotStopInThePhasesTimeAndTellsTheOthers()
    {
        var mayEnd = Barriers.Signal();
        var lines = new RecordingLogger();
        using var host = CreateHost(services =>
        {
            services.AddLogging(logging => logging.AddProvider(lines));
            services.AddAkka("app", builder => builder
                .AddHocon("akka.coordinated-shutdown.phases.service-stop.timeout = 1s", HoconAddMode.Prepend)
                .WithWorkers(workers => workers.Add<Echo>("first").Add("stuck", Stuck(mayEnd.Task))));
        });
        await host.StartAsync().Soon();
        var isEndOfService = Barriers.Signal();
        var system = host.Services.GetRequiredService<ActorSystem>();
        CoordinatedShutdown.Get(system).AddTask(CoordinatedShutdown.PhaseBeforeClusterShutdown, "look", () =>
        {
            isEndOfService.SetResult();
            return Task.FromResult(Akka.Done.Instance);
        });
        var stop = host.StopAsync();
        await isEndOfService.Task.Soon();

        Assert.Equal(["first ended"], Echo.Ends(host));
        Assert.Contains(lines.Entries, static line => line.Level == LogLevel.Error && line.Text.Contains("/stuck", StringComparison.Ordinal));
        mayEnd.SetResult();
        await stop.Soon();
    }

    [Fact]
    [Trait("Spec", "C6")]
    public async Task WithWorkers_WithAShutdownTimeout_HasItInThePhase()
    {
        using var host = CreateHost(services => services.AddAkka("app", builder => builder.WithWorkers(
            static workers => workers.Add<Echo>("echo"), static options => options.ShutdownTimeout = TimeSpan.FromSeconds(20))));
        await host.StartAsync().Soon();
        var shutdown = CoordinatedShutdown.Get(host.Services.GetRequiredService<ActorSystem>());

        Assert.True(shutdown.Timeout(CoordinatedShutdown.PhaseServiceStop) > TimeSpan.FromSeconds(20));
        await host.StopAsync().Soon();
    }

    [Fact]
    public async Task RequiredActor_AskedForByAWorkerThatStarts_IsThere()
    {
        using var host = CreateHost(services => services.AddWorkers(workers => workers
            .Add<Echo>("echo")
            .Add("asking", static services =>
            {
                _ = services.GetRequiredService<IRequiredActor<Echo>>().ActorRef;
                return Task.CompletedTask;
            }, new HostedWorkerOptions { Dispatcher = WorkerDispatcher.For(new InlineContext()) })));
        await host.StartAsync().Soon();

        Assert.Equal(WorkerState.Completed, (await host.Services.GetRequiredKeyedService<Worker>("asking").Ended()).State);
        await host.StopAsync().Soon();
    }

    private static Func<IServiceProvider, Task> Stuck(Task mayEnd) => async _ =>
    {
        try
        {
            await WaitForever();
        }
        finally
        {
            await Wait(mayEnd);
        }
    };

    private static IHost CreateHost(Action<IServiceCollection> configure)
    {
        var builder = Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Logging.AddProvider(new RecordingLogger()).SetMinimumLevel(LogLevel.Trace);
        builder.Services.AddSingleton<List<string>>();
        configure(builder.Services);
        return builder.Build();
    }

    private sealed class Echo(List<string> ends) : WorkerTask
    {
        public static List<string> Ends(IHost host) => host.Services.GetRequiredService<List<string>>();

        public override async Task RunAsync(CancellationToken stopping)
        {
            Listen("String", static e => CurrentActor.Tell(((ActorTarget)e.Target!).Ref, CurrentActor.Self.Path.ToString()));
            try
            {
                await WaitForever();
            }
            finally
            {
                await Update();
                ends.Add($"{Current.Name} ended");
            }
        }
    }
}
