using Microsoft.Data.Sqlite;

namespace Actors.Application.Jobs;

/// <summary>The list of jobs in an SQLite file. Any thread.</summary>
/// <remarks>What a method has changed is on the disk when it returns (<c>synchronous=FULL</c>), so that a process may be killed at any
/// moment. The file is open for one process alone: two that run the same jobs would do each twice.</remarks>
internal sealed class JobStore : IDisposable
{
    private const int Version = 1;
    private const int Busy = 5;
    private const int NotADatabase = 26;
    private const string Columns = "id, kind, target, name, sha256, state, message";
    private readonly Lock _gate = new();
    private readonly SqliteConnection _connection;

    /// <summary>Opens the file, and makes it if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another process has it, or it is no such file.</exception>
    public JobStore(string path)
    {
        SQLitePCL.Batteries_V2.Init();

        // A pool would keep the file locked after its end.
        _connection = new SqliteConnection(new SqliteConnectionStringBuilder { DataSource = path, Pooling = false, DefaultTimeout = 1 }.ToString());
        try
        {
            _connection.Open();
            Execute("PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;");
            Migrate(path);
        }
        catch (SqliteException error)
        {
            _connection.Dispose();
            throw new InvalidOperationException(
                error.SqliteErrorCode switch
                {
                    Busy => $"The list of jobs '{path}' is open in another process. Jobs:Database names another one.",
                    NotADatabase => $"'{path}' is no list of jobs. Jobs:Database names another file.",
                    _ => $"The list of jobs '{path}' cannot be opened: {error.Message}",
                },
                error);
        }
        catch
        {
            _connection.Dispose();
            throw;
        }
    }

    /// <summary>All jobs, in the order in which they were added.</summary>
    public IReadOnlyList<JobRecord> All
    {
        get
        {
            lock (_gate) return Query($"SELECT {Columns} FROM jobs ORDER BY id");
        }
    }

    public JobRecord? Find(long id)
    {
        lock (_gate) return Query($"SELECT {Columns} FROM jobs WHERE id = $id", ("$id", id)).SingleOrDefault();
    }

    /// <summary>Adds a job, queued.</summary>
    /// <param name="kind">What it does.</param>
    /// <param name="target">The address, or the command.</param>
    /// <param name="name">The name of its file, by its number.</param>
    /// <param name="sha256">The hash, if it is known.</param>
    public JobRecord Add(JobKind kind, string target, Func<long, string> name, string? sha256)
    {
        lock (_gate)
        {
            using var transaction = _connection.BeginTransaction();
            Execute(
                "INSERT INTO jobs (kind, target, name, sha256, state) VALUES ($kind, $target, '', $sha256, $state)",
                ("$kind", kind.ToString()),
                ("$target", target),
                ("$sha256", sha256),
                ("$state", nameof(ListedJobState.Queued)));
            using var last = Command("SELECT last_insert_rowid()");
            var id = (long)last.ExecuteScalar()!;
            Execute("UPDATE jobs SET name = $name WHERE id = $id", ("$name", name(id)), ("$id", id));
            transaction.Commit();
            return new JobRecord(id, kind, target, name(id), sha256, ListedJobState.Queued, null);
        }
    }

    /// <summary>Moves a job from one of some states to another.</summary>
    /// <returns>Whether it was in one of them: somebody else may have been first.</returns>
    public bool TryMove(long id, ReadOnlySpan<ListedJobState> from, ListedJobState to, string? message = null)
    {
        // Names of an enum: nothing in them needs quoting.
        var names = new List<string>();
        foreach (var state in from) names.Add($"'{state}'");
        lock (_gate)
        {
            return Execute(
                $"UPDATE jobs SET state = $to, message = $message WHERE id = $id AND state IN ({string.Join(',', names)})",
                ("$to", to.ToString()),
                ("$message", message),
                ("$id", id)) == 1;
        }
    }

    /// <summary>Forgets a job that has ended.</summary>
    public bool TryRemove(long id)
    {
        lock (_gate) return Execute("DELETE FROM jobs WHERE id = $id AND state IN ('Done','Failed','Cancelled')", ("$id", id)) == 1;
    }

    public void Dispose()
    {
        lock (_gate) _connection.Dispose();
    }

    private void Migrate(string path)
    {
        using var version = Command("PRAGMA user_version");
        switch ((long)version.ExecuteScalar()!)
        {
            case Version:
                break;
            case 0:
                // In one transaction: a kill in between leaves an empty file.
                Execute(
                    $"""
                    BEGIN;
                    CREATE TABLE jobs (
                        id INTEGER PRIMARY KEY AUTOINCREMENT,
                        kind TEXT NOT NULL,
                        target TEXT NOT NULL,
                        name TEXT NOT NULL,
                        sha256 TEXT,
                        state TEXT NOT NULL,
                        message TEXT);
                    PRAGMA user_version = {Version};
                    COMMIT;
                    """);
                break;
            case var other:
                throw new InvalidOperationException($"The list of jobs '{path}' has version {other}, and this host knows {Version}. Jobs:Database names another one.");
        }
    }

    private List<JobRecord> Query(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(text, values);
        using var reader = command.ExecuteReader();
        var records = new List<JobRecord>();
        while (reader.Read())
        {
            records.Add(new JobRecord(
                reader.GetInt64(0),
                Enum.Parse<JobKind>(reader.GetString(1)),
                reader.GetString(2),
                reader.GetString(3),
                reader.IsDBNull(4) ? null : reader.GetString(4),
                Enum.Parse<ListedJobState>(reader.GetString(5)),
                reader.IsDBNull(6) ? null : reader.GetString(6)));
        }

        return records;
    }

    private int Execute(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(text, values);
        return command.ExecuteNonQuery();
    }

    private SqliteCommand Command(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        var command = _connection.CreateCommand();
#pragma warning disable CA2100 // Every text is put together here, of constants and names of an enum.
        command.CommandText = text;
#pragma warning restore CA2100
        foreach (var (name, value) in values) command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }
}
