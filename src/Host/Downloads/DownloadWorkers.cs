using System.Collections.Concurrent;
using static Actors.CurrentWorker;

namespace Actors.Application.Downloads;

/// <summary>Runs downloads as workers: a few lanes under one scope, each with one download at a time for a child.</summary>
internal sealed class DownloadWorkers(WorkerSystem system, DownloadOptions options, HttpClient client, int parallel, IDownloadView view)
{
    /// <summary>Runs them all.</summary>
    /// <param name="requests">Each with a name of its own.</param>
    /// <param name="cancellationToken">Stops those that run, and begins no other.</param>
    /// <returns>How each ended that was begun, after the last of them has.</returns>
    public async Task<IReadOnlyList<DownloadOutcome>> RunAsync(IEnumerable<DownloadRequest> requests, CancellationToken cancellationToken)
    {
        var queue = new ConcurrentQueue<DownloadRequest>(requests);
        var outcomes = new ConcurrentQueue<DownloadOutcome>();
        await using (var scope = system.Scope(new ScopeOptions { Name = "downloads" }))
        {
            for (var i = 1; i <= parallel; i++)
            {
                scope.Start(() => RunLane(queue, outcomes), new WorkerOptions { Name = $"lane-{i}" });
            }

            await using var registration = cancellationToken.UnsafeRegister(static worker => ((Worker)worker!).Stop(), scope.Worker);
            try
            {
                await scope.Join(CancellationToken.None);
            }
            catch (OperationCanceledException) when (cancellationToken.IsCancellationRequested)
            {
                // The outcomes tell.
            }
        }

        return [.. outcomes];
    }

    private async Task RunLane(
        ConcurrentQueue<DownloadRequest> queue, ConcurrentQueue<DownloadOutcome> outcomes)
    {
        while (queue.TryDequeue(out var request))
        {
            await Wait(Start(async () => outcomes.Enqueue(await RunOneAsync(request)), new WorkerOptions { Name = request.FileName }));
        }
    }

    private async Task<DownloadOutcome> RunOneAsync(DownloadRequest request)
    {
        var outcome = new DownloadOutcome(request, default);
        view.Begin(request);
        try
        {
            // No wait point: a stop reaches it by its token, and it ends when it has put its bytes in order.
            var progress = new Telling(progress =>
            {
                outcome = outcome with { Last = progress };
                view.Report(request, progress);
            });
            var result = await new Download(request, options, client, system.TimeProvider).RunAsync(progress, Stopping);
            outcome = outcome with { Result = result };
        }
        catch (DownloadException error)
        {
            outcome = outcome with { Error = error.Message };
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // Stopped: neither there nor failed.
        }
        catch (Exception error)
        {
            // Whatever it is, this one is not there, and is counted and told like the others.
            outcome = outcome with { Error = error.Message };
        }

        view.End(outcome);
        return outcome;
    }

    private sealed class Telling(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
