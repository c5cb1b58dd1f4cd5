using System.Reflection;
using Microsoft.Extensions.DependencyInjection;

namespace Actors.Hosting;

/// <summary>Says before the host has started which worker cannot be made, instead of failing in its first run.</summary>
internal static class ConstructorCheck
{
    /// <returns>What is missing; null when the worker can be made, or nothing can be said of the services.</returns>
    public static string? ErrorOf(HostedWorker worker, IEnumerable<HostedWorker> workers, IServiceProvider services)
    {
        if (worker.Type is not { } type || services.GetService<IServiceProviderIsService>() is not { } known) return null;
        if (type.IsAbstract) return $"{type.Name} is abstract and cannot be made";
        string? error = null;
        foreach (var constructor in Candidates(type))
        {
            var open = worker.Arguments.ToList();
            error = null;
            foreach (var parameter in constructor.GetParameters())
            {
                if (open.FindIndex(argument => parameter.ParameterType.IsInstanceOfType(argument)) is >= 0 and var index) open.RemoveAt(index);
                else error ??= ErrorOf(parameter, type, workers, known);
            }

            if (error is null) return null;
        }

        return error ?? $"{type.Name} has no public constructor";
    }

    /// <summary>The one that is marked, or all of them: the services choose among those whose parameters they have.</summary>
    private static ConstructorInfo[] Candidates(Type type)
    {
        var all = type.GetConstructors();
        var marked = Array.Find(all, static constructor => constructor.IsDefined(typeof(ActivatorUtilitiesConstructorAttribute)));
        return marked is null ? all : [marked];
    }

    private static string? ErrorOf(ParameterInfo parameter, Type type, IEnumerable<HostedWorker> workers, IServiceProviderIsService known)
    {
        if (parameter.GetCustomAttribute<FromKeyedServicesAttribute>() is { Key: { } key })
        {
            if (parameter.ParameterType == typeof(Worker) && key is string name) return ErrorOf(name, type, workers);
            return known is not IServiceProviderIsKeyedService keyed || keyed.IsKeyedService(parameter.ParameterType, key) || parameter.HasDefaultValue
                ? null
                : $"{type.Name} takes the service {parameter.ParameterType.Name} with the key '{key}', which is not registered";
        }

        return known.IsService(parameter.ParameterType) || parameter.HasDefaultValue
            ? null
            : $"{type.Name} takes {parameter.ParameterType.Name} {parameter.Name}, which is neither a service nor among its arguments";
    }

    private static string? ErrorOf(string name, Type type, IEnumerable<HostedWorker> workers) =>
        workers.Any(worker => worker.Name == name) ? null : $"{type.Name} takes the worker '{name}': {UnknownKey.Text("worker", name, workers.Select(static worker => worker.Name))}";
}
