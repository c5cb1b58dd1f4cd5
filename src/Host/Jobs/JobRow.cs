using System.Text.Json;
using Actors.Application.Downloads;
using Microsoft.Data.Sqlite;

namespace Actors.Application.Jobs;

/// <summary>A row of the database as a job. The file may come from elsewhere: nothing in it is taken for right.</summary>
internal static class JobRow
{
    public const string Columns = "id, kind, target, name, sha256, state, message";

    /// <summary>Reads the row where a reader stands.</summary>
    /// <returns>A job; a broken one, failed, when the row cannot be right.</returns>
    public static JobRecord Read(SqliteDataReader reader)
    {
        var (kind, target, name, state) = (Text(reader, 1) ?? "", Text(reader, 2) ?? "", Text(reader, 3) ?? "", Text(reader, 5) ?? "");
        var record = new JobRecord(reader.GetInt64(0), JobKind.Command, target, name, Text(reader, 4), ListedJobState.Failed, null);
        return Problem(kind, target, name, state) is { } problem
            ? record with { FileName = FileNames.IsName(name) ? name : "", Message = $"The row of the list cannot be right: {problem}.", IsBroken = true }
            : record with { Kind = Enum.Parse<JobKind>(kind), State = Enum.Parse<ListedJobState>(state), Message = Text(reader, 6) };
    }

    private static string? Problem(string kind, string target, string name, string state)
    {
        // Not by Enum.TryParse, which takes any number.
        if (!Enum.GetNames<ListedJobState>().Contains(state)) return $"there is no state '{state}'";
        if (!Enum.GetNames<JobKind>().Contains(kind)) return $"there is no kind of job '{kind}'";
        if (!FileNames.IsName(name)) return $"'{name}' is no name for its file";
        return kind == nameof(JobKind.Download)
            ? DownloadList.TryParse(target, out _, out var sha256, out _) && sha256 is null ? null : $"'{target}' is no address to fetch"
            : IsCommand(target) ? null : $"'{target}' is no command";
    }

    private static bool IsCommand(string target)
    {
        try
        {
            return JsonSerializer.Deserialize<string[]>(target) is [{ Length: > 0 }, ..] command && command.All(static word => word is not null);
        }
        catch (JsonException)
        {
            return false;
        }
    }

    private static string? Text(SqliteDataReader reader, int column) => reader.IsDBNull(column) ? null : reader.GetString(column);
}
