using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;

namespace Actors.Application.Jobs;

/// <summary>Says at the start what is wrong with the settings of the jobs.</summary>
internal sealed class JobsOptionsValidator(IConfigurationSection section) : IValidateOptions<JobsOptions>
{
    public ValidateOptionsResult Validate(string? name, JobsOptions options)
    {
        if (string.IsNullOrEmpty(options.Directory))
        {
            return section.GetChildren().FirstOrDefault(static child => !string.IsNullOrEmpty(child.Value)) is { Key: var key }
                ? ValidateOptionsResult.Fail($"Jobs:{key} does nothing without Jobs:Directory, the folder for what the jobs fetch.")
                : ValidateOptionsResult.Success;
        }

        var errors = new List<string>();
        if (string.IsNullOrEmpty(options.Database)) errors.Add("Jobs:Database is empty: it must name a file.");
        if (options.MaxFileBytes < 1) errors.Add($"Jobs:MaxFileBytes is {options.MaxFileBytes}: it must be at least 1.");
        if (options.MinBytesPerSecond < 0) errors.Add($"Jobs:MinBytesPerSecond is {options.MinBytesPerSecond}: it must be at least 0.");
        if (options.MaxOutputBytes < 1) errors.Add($"Jobs:MaxOutputBytes is {options.MaxOutputBytes}: it must be at least 1.");
        if (options.Parallel is < 1 or > JobsOptions.MaxParallel)
        {
            errors.Add($"Jobs:Parallel is {options.Parallel}: it must be 1 to {JobsOptions.MaxParallel}.");
        }

        return errors.Count == 0 ? ValidateOptionsResult.Success : ValidateOptionsResult.Fail(errors);
    }
}
