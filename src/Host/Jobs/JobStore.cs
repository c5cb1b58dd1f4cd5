using Microsoft.Data.Sqlite;

namespace Actors.Application.Jobs;

/// <summary>The list of jobs, in memory and in an SQLite file. Any thread.</summary>
/// <remarks>The file is read once, and each change is on the disk when its method returns: questions are answered from memory.</remarks>
internal sealed class JobStore : IDisposable
{
    private readonly Lock _gate = new();
    private readonly JobDatabase _database;

    /// <summary>What the file has, and nobody else can change; behind <see cref="_gate"/>.</summary>
    private readonly JobTable _jobs = new();

    /// <summary>Jobs that have failed since the file cannot be written; behind <see cref="_gate"/>.</summary>
    private readonly HashSet<long> _unwritten = [];

    /// <summary>Opens the file, and makes it if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another process has it, or it is no such file.</exception>
    public JobStore(string path)
    {
        _database = new JobDatabase(path);
        try
        {
            foreach (var job in _database.Read()) _jobs.Set(job);
        }
        catch (SqliteException error)
        {
            _database.Dispose();
            throw new InvalidOperationException($"The list of jobs '{path}' cannot be read: {error.Message}", error);
        }
    }

    /// <summary>All jobs, in the order in which they were added.</summary>
    public IReadOnlyList<JobRecord> All
    {
        get
        {
            lock (_gate) return _jobs.All;
        }
    }

    public JobRecord? Find(long id)
    {
        lock (_gate) return _jobs.Find(id);
    }

    /// <summary>The first job with a target that has not ended.</summary>
    public JobRecord? FindOpen(string target)
    {
        lock (_gate) return _jobs.FindOpen(target);
    }

    /// <summary>Whether a job with another target has the name for its file.</summary>
    public bool IsNameOfAnother(string fileName, string target)
    {
        lock (_gate) return _jobs.IsNameOfAnother(fileName, target);
    }

    /// <summary>The first job that is queued, without those that are left out.</summary>
    public JobRecord? NextQueued(Func<long, bool> isLeftOut)
    {
        lock (_gate) return _jobs.NextQueued(isLeftOut);
    }

    /// <summary>Adds a job, queued.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="target">The address, or the command.</param>
    /// <param name="name">The name of its file, by its number.</param>
    /// <param name="sha256">The hash, if it is known.</param>
    /// <exception cref="IOException">The file cannot be written; there is no such job.</exception>
    public JobRecord Add(JobKind kind, string target, Func<long, string> name, string? sha256)
    {
        lock (_gate)
        {
            JobRecord? job = null;
            Write(() => job = _database.Add(kind, target, name, sha256));
            _jobs.Set(job!);
            Flush();
            return job!;
        }
    }

    /// <summary>Moves a job from one of some states to another.</summary>
    /// <returns>Whether it was in one of them: somebody else may have been first. A broken job stays as it is.</returns>
    /// <exception cref="IOException">The file cannot be written; nothing has changed.</exception>
    public bool TryMove(long id, ReadOnlySpan<ListedJobState> from, ListedJobState to, string? message = null)
    {
        lock (_gate)
        {
            if (_jobs.Find(id) is not { IsBroken: false } job || !from.Contains(job.State)) return false;
            job = job with { State = to, Message = message };
            Write(() => _database.Save(job));
            _jobs.Set(job);
            _unwritten.Remove(id);
            Flush();
            return true;
        }
    }

    /// <summary>Moves a job that cannot go on, since the file cannot be written, to <see cref="ListedJobState.Failed"/> in memory. It is written
    /// as soon as the file can be.</summary>
    /// <returns>Whether it was in the state.</returns>
    public bool TryFailUnwritten(long id, ListedJobState from, string message)
    {
        lock (_gate)
        {
            if (_jobs.Find(id) is not { } job || job.State != from) return false;
            _jobs.Set(job with { State = ListedJobState.Failed, Message = message });
            _unwritten.Add(id);
            return true;
        }
    }

    /// <summary>Forgets a job that has ended.</summary>
    /// <exception cref="IOException">The file cannot be written; nothing has changed.</exception>
    public bool TryRemove(long id)
    {
        lock (_gate)
        {
            if (_jobs.Find(id) is not { HasEnded: true }) return false;
            Write(() => _database.Remove(id));
            _jobs.Remove(id);
            _unwritten.Remove(id);
            Flush();
            return true;
        }
    }

    public void Dispose()
    {
        lock (_gate) _database.Dispose();
    }

    private static void Write(Action write)
    {
        try
        {
            write();
        }
        catch (SqliteException error)
        {
            throw new IOException($"The list of jobs cannot be written: {error.Message}", error);
        }
    }

    /// <summary>After the file could be written: what it missed may be written now.</summary>
    private void Flush()
    {
        foreach (var id in _unwritten.ToArray())
        {
            try
            {
                _database.Save(_jobs.Find(id)!);
            }
            catch (SqliteException)
            {
                return;
            }

            _unwritten.Remove(id);
        }
    }
}
