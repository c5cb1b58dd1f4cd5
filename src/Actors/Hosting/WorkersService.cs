using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Options;

namespace Actors.Hosting;

/// <summary>Starts a host's workers in order, and stops them in reverse (spec C6).</summary>
/// <remarks>Each has its grace, and then the next is told too: one that does not stop must not take the time that the others need for
/// their clean-up.</remarks>
internal sealed class WorkersService(HostedWorkers workers, WorkerSystem system, IOptions<WorkersOptions> options) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken)
    {
        foreach (var worker in workers.All) worker.Start();
        system.Logger.WorkersStarted(workers.All.Count, system.Engine.Name);
        return Task.CompletedTask;
    }

    public async Task StopAsync(CancellationToken cancellationToken)
    {
        var start = system.TimeProvider.GetTimestamp();
        using var timeout = new CancellationTokenSource(options.Value.ShutdownTimeout ?? Timeout.InfiniteTimeSpan, system.TimeProvider);
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(timeout.Token, cancellationToken);
        try
        {
            foreach (var worker in workers.All.Reverse())
            {
                if (worker.State != WorkerState.Created) await StopAsync(worker, limit.Token).ConfigureAwait(false);
            }

            await system.StopAsync(limit.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (limit.IsCancellationRequested)
        {
            var stopped = system.GiveUp(system.TimeProvider.GetElapsedTime(start));
            if (!stopped && Environment.ExitCode == 0) Environment.ExitCode = 1;
        }
    }

    private async Task StopAsync(Worker worker, CancellationToken limit)
    {
        try
        {
            await worker.StopAsync(limit).WaitAsync(options.Value.Grace, system.TimeProvider, CancellationToken.None).ConfigureAwait(false);
        }
        catch (TimeoutException)
        {
            system.Logger.GraceIsOver(worker.Path, options.Value.Grace);
        }
    }
}
