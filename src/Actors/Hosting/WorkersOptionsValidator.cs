using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>Says at the start, all at once, what is wrong with a host's workers.</summary>
internal sealed class WorkersOptionsValidator(IEnumerable<HostedWorker> workers, IEnumerable<HostedChannel> channels, IServiceProvider services)
    : IValidateOptions<WorkersOptions>
{
    public ValidateOptionsResult Validate(string? name, WorkersOptions options)
    {
        var errors = new ValidateOptionsResultBuilder();
        if (ErrorOf(() => EngineChoice.Of(options.Engine, services.GetService<TimeProvider>())) is { } wrong) errors.AddError(wrong, nameof(options.Engine));

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
            if (ConstructorCheck.ErrorOf(worker, workers, services) is { } missing) errors.AddError($"worker '{worker.Name}': {missing}");
        }

        foreach (var group in channels.GroupBy(static channel => channel.Name, StringComparer.Ordinal))
        {
            if (group.Count() > 1) errors.AddError($"{group.Count()} channels have the name '{group.Key}': each needs its own");
            if (string.IsNullOrWhiteSpace(group.Key)) errors.AddError($"'{group.Key}' is no name for a channel: it must not be blank");
        }

        return errors.Build();
    }

    private static string? ErrorOf(HostedWorker worker) =>
        ErrorOf(() => worker.Options.Of("name").Validate(Body.From(static () => Task.CompletedTask)));

    private static string? ErrorOf(Action check)
    {
        try
        {
            check();
            return null;
        }
        catch (ArgumentException error)
        {
            return error.Message;
        }
    }
}
