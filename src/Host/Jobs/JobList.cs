using System.Globalization;
using System.Text.Json;
using System.Text.RegularExpressions;
using Actors.Application.Downloads;
using Microsoft.Extensions.Logging;

namespace Actors.Application.Jobs;

/// <summary>The jobs of the running host: what is to be done, what is being done, and what has been done. Any thread.</summary>
/// <remarks>Each change is on the disk before its method returns. After a kill, downloads that ran go on, what was paused stays paused, and
/// commands that ran have failed: nobody knows how far they came, and running them twice may do harm.</remarks>
internal sealed partial class JobList : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JobStore _store;

    /// <summary>What runs, by the jobs' numbers.</summary>
    private readonly Dictionary<long, Worker> _running = [];

    /// <summary>How far the downloads are that run.</summary>
    private readonly Dictionary<long, DownloadProgress> _progress = [];

    private Action? _wake;

    private readonly ILogger _logger;

    public JobList(JobsOptions options, ILogger<JobList> logger)
    {
        _logger = logger;
        try
        {
            Folder = Directory.CreateDirectory(options.Directory!).FullName;
            _store = new JobStore(options.Database);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new HostStartException($"The list of jobs cannot be used: {error.Message} Jobs:Directory and Jobs:Database choose the places.", error);
        }
    }

    /// <summary>A job was added, or has changed: its state, or how far it is. On whatever thread it did; a handler must be quick.</summary>
    public event Action<ListedJob>? Changed;

    /// <summary>Where files and outputs go.</summary>
    public string Folder { get; }

    /// <summary>All jobs, in the order in which they were added.</summary>
    public IReadOnlyList<ListedJob> All => [.. _store.All.Select(Describe)];

    /// <summary>Queues a download.</summary>
    /// <param name="address"><c>URL</c> or <c>URL#sha256=HEX</c>.</param>
    /// <exception cref="ArgumentException">It is no address, or is in the list and has not ended.</exception>
    public ListedJob AddDownload(string address)
    {
        ArgumentNullException.ThrowIfNull(address);
        if (!DownloadList.TryParse(address, out var url, out var sha256, out var error)) throw new ArgumentException(error);
        JobRecord added;
        lock (_gate)
        {
            var others = _store.All;
            if (others.FirstOrDefault(job => job.Target == url.AbsoluteUri && !job.HasEnded) is { } same)
            {
                throw new ArgumentException($"'{url}' is in the list already, as job {same.Id}.");
            }

            var name = FileNames.FromUrl(url);
            if (IsTaken(name)) name = FileNames.Distinct(url);
            if (IsTaken(name)) throw new ArgumentException($"'{name}', the name for '{url}', is that of another job's file.");
            added = _store.Add(JobKind.Download, url.AbsoluteUri, _ => name, sha256);

            bool IsTaken(string name) =>
                CommandLog().IsMatch(name) ||
                others.Any(job => job.Target != url.AbsoluteUri && job.FileName.Equals(name, StringComparison.OrdinalIgnoreCase));
        }

        Woken();
        return Tell(added);
    }

    /// <summary>Queues a command.</summary>
    /// <param name="command">The program, and its arguments; no shell reads them.</param>
    /// <exception cref="ArgumentException">There is no program.</exception>
    public ListedJob AddCommand(params string[] command)
    {
        ArgumentNullException.ThrowIfNull(command);
        if (command is [] or ["", ..]) throw new ArgumentException("A command needs a program.");
        var added = _store.Add(
            JobKind.Command, JsonSerializer.Serialize(command), static id => string.Create(CultureInfo.InvariantCulture, $"command-{id}.log"), null);
        Woken();
        return Tell(added);
    }

    /// <summary>Stops a download for a while, also one that waits for its turn; what has come stays. A command can be paused before it runs.</summary>
    /// <returns>Whether it could be paused.</returns>
    public bool TryPause(long id) =>
        Move(id, _store.Find(id) is { Kind: JobKind.Command } ? [ListedJobState.Queued] : [ListedJobState.Queued, ListedJobState.Running], ListedJobState.Paused);

    /// <summary>Queues what was paused, or has failed.</summary>
    /// <returns>Whether it was.</returns>
    public bool TryResume(long id) => Move(id, [ListedJobState.Paused, ListedJobState.Failed], ListedJobState.Queued);

    /// <summary>Ends a job that has not ended. What a download has fetched is thrown away; a command is killed, with all that it started.</summary>
    /// <returns>Whether it had not ended.</returns>
    public bool TryCancel(long id)
    {
        if (!Move(id, [ListedJobState.Queued, ListedJobState.Running, ListedJobState.Paused], ListedJobState.Cancelled)) return false;
        bool runs;
        lock (_gate) runs = _running.ContainsKey(id);
        if (!runs && _store.Find(id) is { } record) RemovePart(record);
        return true;
    }

    /// <summary>Takes a job that has ended out of the list; its file stays.</summary>
    /// <returns>Whether it had ended.</returns>
    public bool TryRemove(long id) => _store.TryRemove(id);

    public void Dispose() => _store.Dispose();

    /// <summary>The runner begins: what ran when the last one ended is queued or has failed.</summary>
    internal void Attach(Action wake)
    {
        foreach (var job in _store.All.Where(static job => job.State == ListedJobState.Running))
        {
            var moved = job.Kind == JobKind.Download
                ? _store.TryMove(job.Id, [ListedJobState.Running], ListedJobState.Queued)
                : _store.TryMove(job.Id, [ListedJobState.Running], ListedJobState.Failed, "The host ended while it ran.");
            if (moved) Tell(_store.Find(job.Id)!);
        }

        lock (_gate) _wake = wake;
    }

    internal void Detach()
    {
        lock (_gate) _wake = null;
    }

    /// <summary>Starts the next job, if one is queued.</summary>
    internal bool TryStartNext(int parallel, Func<JobRecord, Worker> start)
    {
        JobRecord? next;
        lock (_gate)
        {
            if (_running.Count >= parallel) return false;

            // One that was paused and resumed may still be ending.
            next = _store.All.FirstOrDefault(job => job.State == ListedJobState.Queued && !_running.ContainsKey(job.Id));
            if (next is null || !_store.TryMove(next.Id, [ListedJobState.Queued], ListedJobState.Running)) return false;
            next = next with { State = ListedJobState.Running };
            _running[next.Id] = start(next);
        }

        Tell(next);
        return true;
    }

    /// <summary>What a job came to; it counts unless somebody has paused or cancelled it meanwhile.</summary>
    internal void End(JobRecord job, ListedJobState state, string? message) => _store.TryMove(job.Id, [ListedJobState.Running], state, message);

    /// <summary>Its worker has ended.</summary>
    internal void Ended(JobRecord job)
    {
        lock (_gate)
        {
            _running.Remove(job.Id);
            _progress.Remove(job.Id);
        }

        if (_store.Find(job.Id) is not { } record) return;
        if (record.State == ListedJobState.Cancelled) RemovePart(record);
        Tell(record);
    }

    internal void Report(JobRecord job, DownloadProgress progress)
    {
        lock (_gate)
        {
            // One that was told to end has been told of with its new state.
            if (!_running.TryGetValue(job.Id, out var worker) || worker.Stopping.IsCancellationRequested) return;
            _progress[job.Id] = progress;
        }

        Tell(job);
    }

    internal DownloadRequest RequestOf(JobRecord job) => new(new Uri(job.Target), Folder, job.FileName, job.Sha256);

    [GeneratedRegex(@"^command-\d+\.log$", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex CommandLog();

    private bool Move(long id, ReadOnlySpan<ListedJobState> from, ListedJobState to)
    {
        if (!_store.TryMove(id, from, to)) return false;
        Worker? worker;
        lock (_gate) _running.TryGetValue(id, out worker);
        if (to is ListedJobState.Paused or ListedJobState.Cancelled) worker?.Stop();
        if (_store.Find(id) is { } record) Tell(record);
        Woken();
        return true;
    }

    private void RemovePart(JobRecord job)
    {
        if (job.Kind != JobKind.Download) return;
        PartFile.TryOpen(RequestOf(job).FilePath, new Uri(job.Target))?.Discard();
    }

    private void Woken()
    {
        Action? wake;
        lock (_gate) wake = _wake;
        wake?.Invoke();
    }

    private ListedJob Tell(JobRecord job)
    {
        var info = Describe(job);
        foreach (var handler in Delegate.EnumerateInvocationList(Changed))
        {
            try
            {
                handler(info);
            }
            catch (Exception error)
            {
                // Who only looks must not fail the job, whoever changes it, or the next who looks.
                _logger.HandlerFailed(job.Id, error);
            }
        }

        return info;
    }

    private ListedJob Describe(JobRecord job)
    {
        DownloadProgress progress;
        lock (_gate) _progress.TryGetValue(job.Id, out progress);
        return new ListedJob(
            job.Id, job.Kind, job.Title, Path.Combine(Folder, job.FileName), job.State, job.Message ?? progress.Failure, progress.Received, progress.Length);
    }
}
