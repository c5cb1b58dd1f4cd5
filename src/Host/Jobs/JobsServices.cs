using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Application.Jobs;

/// <summary>Adds the jobs to a host, if its settings name a folder for them.</summary>
internal static class JobsServices
{
    /// <summary>The name of the jobs' worker.</summary>
    public const string WorkerName = "jobs";

    public static IServiceCollection AddJobs(this IServiceCollection services, IConfigurationSection settings)
    {
        services.AddOptions<JobsOptions>().BindStrictly(settings);
        services.AddSingleton<IValidateOptions<JobsOptions>>(new JobsOptionsValidator(settings));
        if (string.IsNullOrEmpty(settings[nameof(JobsOptions.Directory)])) return services;

        services.AddSingleton(static services => services.GetRequiredService<IOptions<JobsOptions>>().Value);
        services.AddSingleton<JobList>();
        return services.AddWorkers(static workers => workers.Add<JobRunner>(WorkerName));
    }
}
