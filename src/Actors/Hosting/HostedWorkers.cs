using Microsoft.Extensions.Hosting;

namespace Actors.Hosting;

/// <summary>The workers of a host, made once and in the order in which they were added.</summary>
internal sealed class HostedWorkers
{
    private readonly List<Worker> _workers = [];
    private readonly WorkerSystem _system;
    private readonly IServiceProvider _services;
    private readonly IHostApplicationLifetime? _lifetime;

    public HostedWorkers(
        WorkerSystem system, IEnumerable<HostedWorker> workers, IServiceProvider services, IHostApplicationLifetime? lifetime = null)
    {
        _system = system;
        _services = services;
        _lifetime = lifetime;
        foreach (var worker in workers) _workers.Add(Create(worker));
    }

    public IReadOnlyList<Worker> All => _workers;

    public Worker Get(string name) => _workers.First(worker => worker.Name == name);

    private Worker Create(HostedWorker hosted)
    {
        var worker = default(Worker)!;
        return worker = _system.Create(
            () =>
            {
                Watch(worker, hosted.Options.OnFault);
                return hosted.RunAsync(_services);
            },
            hosted.Options.Of(hosted.Name));
    }

    // Each run looks to its own end, so that a worker that somebody started again is watched too. A restart of the body is no new run.
    private void Watch(Worker worker, OnFault onFault)
    {
        if (onFault == OnFault.StopHost && worker.Restarts == 0) Ambient.RunOutside(() => _ = StopHostOnFault(worker));
    }

    private async Task StopHostOnFault(Worker worker)
    {
        var result = await worker.Completion.ConfigureAwait(false);
        if (result.Error is not { } error) return;

        _system.Logger.FaultStopsHost(worker.Path, ErrorText.MessageOf(error));
        Environment.ExitCode = 1;
        _lifetime?.StopApplication();
    }
}
