using System.Text.Json;

namespace Actors.Application.Jobs;

/// <summary>A job as the database has it.</summary>
/// <param name="Id">Its number; none is given twice.</param>
/// <param name="Kind">What it does.</param>
/// <param name="Target">The address of a download; program and arguments of a command, as a JSON array.</param>
/// <param name="FileName">The file of a download, or that of a command's output.</param>
/// <param name="Sha256">What a download must hash to, if that is known.</param>
/// <param name="State">Where it stands.</param>
/// <param name="Message">Why it failed, or how the command ended.</param>
/// <param name="IsBroken">Whether its row in the database cannot be right: the job has failed, and stays so.</param>
internal sealed record JobRecord(
    long Id, JobKind Kind, string Target, string FileName, string? Sha256, ListedJobState State, string? Message, bool IsBroken = false)
{
    /// <summary>What people call it.</summary>
    public string Title => Kind == JobKind.Download || IsBroken ? Target : string.Join(' ', Command);

    /// <summary>Program and arguments.</summary>
    public string[] Command => JsonSerializer.Deserialize<string[]>(Target)!;

    public bool HasEnded => State is ListedJobState.Done or ListedJobState.Failed or ListedJobState.Cancelled;
}
