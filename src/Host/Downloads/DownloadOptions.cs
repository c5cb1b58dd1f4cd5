namespace Actors.Application.Downloads;

/// <summary>How patient a download is.</summary>
internal sealed class DownloadOptions
{
    public const int DefaultRetries = 5;
    public const long DefaultMaxBytes = 100_000_000_000;
    public const long DefaultMinBytesPerSecond = 100;

    /// <summary>How many attempts in a row may fail after the first without bringing the file further than it ever was.</summary>
    /// <value>0 or more; 5 by default. An attempt that brought it further, at <see cref="MinBytesPerSecond"/> or faster, makes the
    /// count begin anew.</value>
    public int Retries { get; init; } = DefaultRetries;

    /// <summary>The time before the first retry; it doubles with each further one in a row.</summary>
    /// <value>More than zero; half a second by default.</value>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(500);

    /// <summary>What the doubled backoff stays below.</summary>
    /// <value>30 seconds by default. <see cref="Jitter"/> comes on top.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of the backoff up to which it is lengthened at random.</summary>
    /// <value>0 to 1; 0.2 by default.</value>
    public double Jitter { get; init; } = 0.2;

    /// <summary>The longest time that a server may ask for with <c>Retry-After</c>; who asks for more is not waited for.</summary>
    /// <value>5 minutes by default.</value>
    public TimeSpan MaxRetryAfter { get; init; } = TimeSpan.FromMinutes(5);

    /// <summary>How long a server may send nothing, from the request on, before the attempt counts as failed.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan StallTimeout { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>How large a file may be: a body may have no end.</summary>
    /// <value>Bytes, more than zero; 100 GB by default. Null for no limit.</value>
    public long? MaxBytes { get; init; } = DefaultMaxBytes;

    /// <summary>The speed below which an attempt counts as failed, over <see cref="SpeedFloor.Window"/>, and below which what an attempt brought
    /// does not make the count of <see cref="Retries"/> begin anew.</summary>
    /// <value>Bytes a second; 100 by default, which the slowest modems exceed. 0 for no limit.</value>
    public long MinBytesPerSecond { get; init; } = DefaultMinBytesPerSecond;

    /// <summary>Whether a file that has the name already is fetched again and replaced.</summary>
    /// <value>False by default: it is taken for complete, since only complete files get the name.</value>
    public bool Overwrite { get; init; }

    /// <summary>The time before the given retry in a row, without jitter; 1 is the first.</summary>
    public TimeSpan BackoffBefore(int retry)
    {
        var doubled = Backoff * Math.Pow(2, Math.Min(retry - 1, 40));
        return doubled < MaxBackoff ? doubled : MaxBackoff;
    }
}
