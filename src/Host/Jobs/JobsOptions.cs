using Actors.Application.Downloads;

namespace Actors.Application.Jobs;

/// <summary>Settings of the jobs, section <c>Jobs</c>. Without a folder there are none.</summary>
internal sealed class JobsOptions
{
    public const int MaxParallel = 64;

    /// <summary>The folder for what is fetched, and for the output of commands. It is made if it is missing.</summary>
    /// <value>Null by default: the host runs no jobs.</value>
    public string? Directory { get; set; }

    /// <summary>The file of the list, an SQLite database. One host at a time has it.</summary>
    /// <value><c>jobs.db</c> in the working folder by default.</value>
    public string Database { get; set; } = "jobs.db";

    /// <summary>How large a file of a download may be.</summary>
    /// <value>Bytes, 1 or more; 100 GB by default.</value>
    public long MaxFileBytes { get; set; } = DownloadOptions.DefaultMaxBytes;

    /// <summary>The speed below which an attempt of a download counts as failed, over a minute.</summary>
    /// <value>Bytes a second, 0 or more; 100 by default. 0 for no limit.</value>
    public long MinBytesPerSecond { get; set; } = DownloadOptions.DefaultMinBytesPerSecond;

    /// <summary>How much a command may write, to both of its streams together, before it is killed.</summary>
    /// <value>Bytes, 1 or more; 100 MB by default.</value>
    public long MaxOutputBytes { get; set; } = 100_000_000;

    /// <summary>How many jobs run at a time.</summary>
    /// <value>1 to 64; 4 by default.</value>
    public int Parallel { get; set; } = 4;
}
