using Microsoft.Extensions.DependencyInjection;

namespace Actors.Hosting;

/// <summary>Answers for keys under which no worker and no channel of <c>AddWorkers</c> stands: by those of <c>WithWorkers</c>, or by an error
/// that says which there are.</summary>
internal static class UnknownKey
{
    public static Worker WorkerOf(IServiceProvider services, object? key) =>
        EngineChoice.HasAkkaNet && AkkaNet.AkkaNetServices.JoinedIn(services)?.Find(key) is { } worker
            ? worker
            : throw new InvalidOperationException(Text("worker", key, NamesOfWorkers(services)));

    public static Channel ChannelOf(IServiceProvider services, object? key) =>
        EngineChoice.HasAkkaNet && AkkaNet.AkkaNetServices.JoinedIn(services)?.FindChannel(key) is { } channel
            ? channel
            : throw new InvalidOperationException(Text("channel", key, services.GetServices<HostedChannel>().Select(static channel => channel.Name)));

    /// <summary>Says that there is none, and which there are.</summary>
    public static string Text(string kind, object? key, IEnumerable<string> names)
    {
        var known = names.Select(static name => $"'{name}'").ToArray();
        var there = known.Length == 0 ? $"there is no {kind}" : $"there are {string.Join(", ", known)}";
        return $"No {kind} of this host is named '{key}': {there}. Names are given in AddWorkers or WithWorkers, and case counts.";
    }

    private static IEnumerable<string> NamesOfWorkers(IServiceProvider services)
    {
        var joined = EngineChoice.HasAkkaNet ? AkkaNet.AkkaNetServices.JoinedIn(services)?.Group.Workers.All : null;
        return services.GetServices<HostedWorker>().Select(static worker => worker.Name).Concat(joined?.Select(static worker => worker.Name) ?? []);
    }
}
