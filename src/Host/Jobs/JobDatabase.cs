using Actors.Application.Files;
using Microsoft.Data.Sqlite;

namespace Actors.Application.Jobs;

/// <summary>The SQLite file of the list of jobs. Not for several threads.</summary>
/// <remarks>What a statement has changed is on the disk when it returns (<c>synchronous=FULL</c>), so that a process may be killed at any
/// moment. The file is open for one process alone: two that run the same jobs would do each twice.</remarks>
internal sealed class JobDatabase : IDisposable
{
    private const int Version = 1;
    private const int Busy = 5;
    private const int NotADatabase = 26;
    private readonly SqliteConnection _connection;

    /// <summary>Opens the file, and makes it if it is missing.</summary>
    /// <exception cref="InvalidOperationException">Another process has it, or it is no such file.</exception>
    public JobDatabase(string path)
    {
        RefuseLink(path);
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

    public void Dispose() => _connection.Dispose();

    /// <summary>All rows, as jobs.</summary>
    public IEnumerable<JobRecord> Read()
    {
        using var command = Command($"SELECT {JobRow.Columns} FROM jobs");
        using var reader = command.ExecuteReader();
        while (reader.Read()) yield return JobRow.Read(reader);
    }

    /// <summary>Adds a row.</summary>
    /// <returns>The job with its number, queued.</returns>
    public JobRecord Add(JobKind kind, string target, Func<long, string> name, string? sha256)
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

    /// <summary>Writes the state of a job.</summary>
    public void Save(JobRecord job) => Execute(
        "UPDATE jobs SET state = $state, message = $message WHERE id = $id",
        ("$state", job.State.ToString()),
        ("$message", job.Message),
        ("$id", job.Id));

    /// <summary>Removes the row of a job.</summary>
    public void Remove(long id) => Execute("DELETE FROM jobs WHERE id = $id", ("$id", id));

    private static void RefuseLink(string path)
    {
        try
        {
            PlainFile.Exists(path);
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new InvalidOperationException($"The list of jobs cannot be opened: {error.Message} Jobs:Database names another one.", error);
        }
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

    private void Execute(string text, params ReadOnlySpan<(string Name, object? Value)> values)
    {
        using var command = Command(text, values);
        command.ExecuteNonQuery();
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
