namespace Actors.Application.Jobs;

/// <summary>What a job does.</summary>
internal enum JobKind
{
    /// <summary>It fetches a file.</summary>
    Download,

    /// <summary>It runs a program, and keeps its output.</summary>
    Command,
}
