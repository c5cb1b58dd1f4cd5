using Actors.Application.Hub;
using Actors.Application.Tests.Windows;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Tests.Hub;

/// <summary>What every hub test class has: a hub in a real host on a free port, and clients over real sockets.</summary>
/// <param name="engine">Where its workers run; null for the host's default.</param>
public abstract class HubTests(WorkerEngine? engine = null) : IAsyncLifetime
{
    private readonly List<HubClient> _clients = [];
    private IHost? _host;

    internal IHost Host => _host!;

    internal RecordingLogger Log { get; } = new();

    internal HubClients Clients => Host.Services.GetRequiredService<HubClients>();

    public virtual Task InitializeAsync() => StartHub();

    public virtual async Task DisposeAsync()
    {
        foreach (var client in _clients) client.Dispose();
        await Host.StopAsync().WaitAsync(HubClient.Limit);
        Host.Dispose();
    }

    internal async Task StartHub(params (string Key, string Value)[] settings)
    {
        var builder = Microsoft.Extensions.Hosting.Host.CreateApplicationBuilder(new HostApplicationBuilderSettings { DisableDefaults = true });
        builder.Configuration.AddInMemoryCollection([new("Hub:Port", "0")]);
        builder.Configuration.AddInMemoryCollection(settings.Select(static pair => KeyValuePair.Create(pair.Key, (string?)pair.Value)));
        builder.Services.Configure<WorkersOptions>(options => options.Engine = engine);
        builder.Services.AddHub(builder.Configuration.GetSection("Hub"));
        builder.Services.AddSingleton<ILoggerFactory>(Log);
        _host = builder.Build();
        await _host.StartAsync();
    }

    internal async Task<HubClient> Connect(int? receiveBuffer = null, string? from = null)
    {
        var client = new HubClient(receiveBuffer, from);
        _clients.Add(client);
        await client.ConnectAsync((await Places()).Tcp);
        return client;
    }

    /// <summary>Where the hub listens.</summary>
    internal Task<HubPlaces> Places() => Host.Services.GetRequiredService<HubAddress>().Task.WaitAsync(HubClient.Limit);

    /// <summary>A client that is subscribed.</summary>
    internal async Task<HubClient> Subscribe(string name, int? receiveBuffer = null)
    {
        var client = await Connect(receiveBuffer);
        Assert.Equal("OK", await client.Ask("SUB " + name));
        return client;
    }
}
