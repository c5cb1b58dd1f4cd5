namespace Actors.Application.Jobs;

/// <summary>Where a job of the list stands.</summary>
internal enum ListedJobState
{
    /// <summary>It is run when its turn has come.</summary>
    Queued,

    /// <summary>It runs, or ran when the host ended.</summary>
    Running,

    /// <summary>It was stopped for a while, and stays so until somebody resumes it.</summary>
    Paused,

    /// <summary>The file is there, or the command has ended with exit code 0.</summary>
    Done,

    /// <summary>It could not be done, and its message says why.</summary>
    Failed,

    /// <summary>Somebody did not want it any more.</summary>
    Cancelled,
}
