using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Application.Hub;

/// <summary>Adds the hub to a host.</summary>
internal static class HubServices
{
    /// <summary>The hub's name among the workers.</summary>
    public const string WorkerName = "hub";

    public static IServiceCollection AddHub(this IServiceCollection services, IConfigurationSection settings)
    {
        services.AddOptions<HubOptions>().BindStrictly(settings);
        services.AddSingleton<IValidateOptions<HubOptions>, HubOptionsValidator>();
        services.AddSingleton(static services => services.GetRequiredService<IOptions<HubOptions>>().Value);
        services.AddSingleton<HubChannels>();
        services.AddSingleton<HubClients>();
        services.AddSingleton<HubQueues>();
        services.AddSingleton(static services => new HubPace(
            services.GetRequiredService<HubOptions>(), services.GetRequiredService<HubQueues>(), services.GetRequiredService<WorkerSystem>().TimeProvider));
        services.AddSingleton(static services => new HubStop(
            services.GetRequiredService<HubOptions>(),
            services.GetRequiredService<IOptions<WorkersOptions>>().Value,
            services.GetRequiredService<IOptions<HostOptions>>().Value,
            services.GetRequiredService<WorkerSystem>().TimeProvider));
        services.AddSingleton<HubAddress>();
        return services.AddWorkers(static workers => workers.Add<HubServer>(WorkerName));
    }
}
