using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>Says at the start, all at once, what is wrong with a host's workers.</summary>
internal sealed class WorkersOptionsValidator(IEnumerable<HostedWorker> workers, IEnumerable<EngineFactory> engines)
    : IValidateOptions<WorkersOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkersOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        var known = engines.Select(static engine => engine.Name).ToArray();
        if (!known.Contains(options.Engine, StringComparer.OrdinalIgnoreCase))
        {
            errors.AddError($"'{options.Engine}' is no engine of this application, which has {string.Join(", ", known)}", nameof(options.Engine));
        }

        if (options.ShutdownTimeout <= TimeSpan.Zero)
        {
            errors.AddError($"{options.ShutdownTimeout} is no time to wait: it must be more than zero", nameof(options.ShutdownTimeout));
        }

        if (options.StopGrace <= TimeSpan.Zero)
        {
            errors.AddError($"{options.StopGrace} is no time to wait: it must be more than zero", nameof(options.StopGrace));
        }

        foreach (var group in workers.GroupBy(static worker => worker.Name, StringComparer.Ordinal))
        {
            if (group.Count() > 1) errors.AddError($"{group.Count()} workers have the name '{group.Key}': each needs its own");
            if (string.IsNullOrWhiteSpace(group.Key) || group.Key.Contains('/', StringComparison.Ordinal))
            {
                errors.AddError($"'{group.Key}' is no name for a worker: it must not be blank, nor contain '/'");
            }
        }

        foreach (var worker in workers)
        {
            if (ErrorOf(worker) is { } error) errors.AddError($"worker '{worker.Name}': {error}");
        }

        return errors.Build();
    }

    private static string? ErrorOf(HostedWorker worker)
    {
        try
        {
            worker.Options.Of("name").Validate(Body.From(static () => Task.CompletedTask));
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
