using System.Globalization;
using System.Text;
using Actors.Application.Downloads;
using Actors.Application.Files;
using Microsoft.Extensions.Logging;
using static Actors.CurrentWorker;

namespace Actors.Application.Jobs;

/// <summary>Runs the jobs of the list, some at a time, each as a child.</summary>
internal sealed class JobRunner(JobList jobs, JobsOptions options, ILogger<JobRunner> logger) : WorkerTask
{
    private const string Wake = "JOBS_WAKE";

    /// <summary>How long the output of a command is read on, when it has ended and left something running that holds it open.</summary>
    private static readonly TimeSpan OutputGrace = TimeSpan.FromSeconds(5);

    private readonly DownloadOptions _downloadOptions = new() { MaxBytes = options.MaxFileBytes, MinBytesPerSecond = options.MinBytesPerSecond };
    private bool _isEnding;

    public override async Task RunAsync(CancellationToken stopping)
    {
        using var client = DownloadHttp.CreateClient();
        var self = Current;
        Listen(Wake, _ => StartAll(client));
        jobs.Attach(() => self.Fire(Wake));
        try
        {
            StartAll(client);
            await WaitForever();
        }
        finally
        {
            _isEnding = true;
            jobs.Detach();

            // They use the client.
            foreach (var child in self.Children) child.Stop();
            foreach (var child in self.Children) await child.Completion;
        }
    }

    private void StartAll(HttpClient client)
    {
        while (!_isEnding && jobs.TryStartNext(options.Parallel, job => Start(() => RunAsync(job, client), new WorkerOptions { Name = $"job-{job.Id}" })))
        {
        }
    }

    private async Task RunAsync(JobRecord job, HttpClient client)
    {
        logger.Started(job.Id, job.Title);
        try
        {
            var (state, message) = job.Kind == JobKind.Download ? await FetchAsync(job, client) : await RunCommandAsync(job);
            jobs.End(job, state, message);
            logger.Ended(job.Id, state, message);
        }
        catch (OperationCanceledException) when (Stopping.IsCancellationRequested)
        {
            // Paused or cancelled, which the list knows; or the host stops, and the next one goes on.
            logger.Interrupted(job.Id);
        }
        catch (Exception error)
        {
            jobs.End(job, ListedJobState.Failed, error.Message);
            logger.Ended(job.Id, ListedJobState.Failed, error.Message);
        }
        finally
        {
            try
            {
                jobs.Ended(job);
            }
            finally
            {
                // Whatever happens to this one, the next one gets its turn.
                Current.Parent!.Fire(Wake);
            }
        }
    }

    // No wait points: a stop reaches these by the token, and each ends when it has put in order what it leaves behind.
    private async Task<(ListedJobState State, string? Message)> FetchAsync(JobRecord job, HttpClient client)
    {
        var request = jobs.RequestOf(job);
        var download = new Download(request, _downloadOptions, client, Current.System.TimeProvider);
        await download.RunAsync(new Telling(progress => jobs.Report(job, progress)), Stopping);
        return (ListedJobState.Done, null);
    }

    private async Task<(ListedJobState State, string? Message)> RunCommandAsync(JobRecord job)
    {
        var handle = PlainFile.OpenOrCreate(Path.Combine(jobs.Folder, job.FileName), FileShare.Read);
        await using var log = new FileStream(handle, FileAccess.Write);
        log.Seek(0, SeekOrigin.End);
        var run = new CommandRunOptions
        {
            Input = CommandInput.None,
            MaxOutputBytes = options.MaxOutputBytes,
            OutputGrace = OutputGrace,
            Time = Current.System.TimeProvider,
        };
        int exitCode;
        try
        {
            exitCode = await CommandRun.RunAsync(job.Command, log, log, run, Stopping);
        }
        catch (CommandOutputException error)
        {
            // Also for the one who only looks into the file.
            await log.WriteAsync(Encoding.UTF8.GetBytes($"\n[{error.Message}]\n"));
            throw;
        }

        return (exitCode == 0 ? ListedJobState.Done : ListedJobState.Failed, string.Create(CultureInfo.InvariantCulture, $"exit code {exitCode}"));
    }

    private sealed class Telling(Action<DownloadProgress> tell) : IProgress<DownloadProgress>
    {
        public void Report(DownloadProgress value) => tell(value);
    }
}
