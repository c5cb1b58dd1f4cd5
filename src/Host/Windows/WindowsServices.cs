using Actors.Application.Hub;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Actors.Application.Windows;

/// <summary>Adds the windows to a host.</summary>
internal static class WindowsServices
{
    /// <summary>The name of the windows' worker among the workers.</summary>
    public const string WorkerName = "windows";

    public static IServiceCollection AddWindows(this IServiceCollection services, IConfigurationSection settings)
    {
        services.AddOptions<WindowsOptions>().BindStrictly(settings);
        services.AddSingleton<IValidateOptions<WindowsOptions>, WindowsOptionsValidator>();
        services.AddSingleton(static services => services.GetRequiredService<IOptions<WindowsOptions>>().Value);
        services.AddSingleton<WindowManager>();
        services.AddSingleton<WindowCommands>();
        services.TryAddSingleton<HubChannels>();
        return services.AddWorkers(static workers => workers.Add<WindowsTask>(WorkerName));
    }
}
