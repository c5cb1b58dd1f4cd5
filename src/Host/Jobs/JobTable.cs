namespace Actors.Application.Jobs;

/// <summary>The jobs in memory, with an index for each question that is asked at each change. Not for several threads.</summary>
/// <remarks>Without it each new job reads all the others: the time for a list grows with the square of its length.</remarks>
internal sealed class JobTable
{
    private readonly SortedDictionary<long, JobRecord> _jobs = [];
    private readonly SortedSet<long> _queued = [];

    /// <summary>Jobs that have not ended, by their targets.</summary>
    private readonly Dictionary<string, SortedSet<long>> _open = [];

    /// <summary>How many jobs of which target have a file name. File systems that ignore case see one file where there are two names.</summary>
    private readonly Dictionary<string, Dictionary<string, int>> _names = new(StringComparer.OrdinalIgnoreCase);

    /// <summary>All jobs, in the order in which they were added.</summary>
    public IReadOnlyList<JobRecord> All => [.. _jobs.Values];

    public JobRecord? Find(long id) => _jobs.GetValueOrDefault(id);

    /// <summary>The first job with a target that has not ended.</summary>
    public JobRecord? FindOpen(string target) => _open.TryGetValue(target, out var ids) ? _jobs[ids.Min] : null;

    /// <summary>Whether a job with another target has the name for its file.</summary>
    public bool IsNameOfAnother(string fileName, string target) =>
        _names.TryGetValue(fileName, out var targets) && targets.Count > (targets.ContainsKey(target) ? 1 : 0);

    /// <summary>The first job that is queued, without those that are left out.</summary>
    public JobRecord? NextQueued(Func<long, bool> isLeftOut)
    {
        foreach (var id in _queued)
        {
            if (!isLeftOut(id)) return _jobs[id];
        }

        return null;
    }

    /// <summary>Adds a job, or replaces it by what it is now.</summary>
    public void Set(JobRecord job)
    {
        Remove(job.Id);
        _jobs[job.Id] = job;
        if (job.State == ListedJobState.Queued) _queued.Add(job.Id);
        if (!job.HasEnded) Of(_open, job.Target).Add(job.Id);
        var targets = Of(_names, job.FileName);
        targets[job.Target] = targets.GetValueOrDefault(job.Target) + 1;
    }

    public void Remove(long id)
    {
        if (!_jobs.Remove(id, out var job)) return;
        _queued.Remove(id);
        if (_open.TryGetValue(job.Target, out var ids) && ids.Remove(id) && ids.Count == 0) _open.Remove(job.Target);
        var targets = _names[job.FileName];
        if (--targets[job.Target] == 0) targets.Remove(job.Target);
        if (targets.Count == 0) _names.Remove(job.FileName);
    }

    private static TValue Of<TValue>(Dictionary<string, TValue> index, string key)
        where TValue : new()
    {
        if (!index.TryGetValue(key, out var value)) index[key] = value = new TValue();
        return value;
    }
}
