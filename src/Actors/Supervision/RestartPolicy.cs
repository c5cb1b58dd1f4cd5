namespace Actors;

/// <summary>Starts a worker's body again, in the same run, after it ended (spec L11).</summary>
/// <remarks>Between two attempts the worker stays <see cref="WorkerState.Running"/> and its mailbox open: what comes is kept for the
/// next attempt. Only stop, pause, resume and the ends of children are handled at once. A worker that was told to stop, or left by
/// <see cref="WorkerExit"/>, is not restarted.</remarks>
public sealed class RestartPolicy
{
    /// <summary>Starts the body again when it threw, with the default numbers.</summary>
    public static RestartPolicy OnFailure { get; } = new();

    /// <summary>Starts the body again when it threw or returned, with the default numbers.</summary>
    public static RestartPolicy Always { get; } = new() { Mode = RestartMode.Always };

    /// <summary>After which ends the body starts again.</summary>
    /// <value><see cref="RestartMode.OnFailure"/> by default.</value>
    public RestartMode Mode { get; init; }

    /// <summary>Restarts within <see cref="Window"/>; at the next failure the worker is <see cref="WorkerState.Faulted"/>.</summary>
    /// <value>1 or more; 5 by default. <see cref="int.MaxValue"/> sets no limit.</value>
    public int MaxRestarts { get; init; } = 5;

    /// <summary>The time in which <see cref="MaxRestarts"/> are allowed, back from each failure.</summary>
    /// <value>More than zero; 30 seconds by default.</value>
    public TimeSpan Window { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The time before the first restart; it doubles with each further one.</summary>
    /// <value>More than zero; 0.2 seconds by default. It counts from the moment at which the failed attempt is cleared away.</value>
    public TimeSpan Backoff { get; init; } = TimeSpan.FromMilliseconds(200);

    /// <summary>What the doubled backoff stays below.</summary>
    /// <value>From <see cref="Backoff"/> to a day; 30 seconds by default. <see cref="Jitter"/> comes on top.</value>
    public TimeSpan MaxBackoff { get; init; } = TimeSpan.FromSeconds(30);

    /// <summary>The part of the backoff up to which it is lengthened at random, so that workers that failed together do not come back
    /// together.</summary>
    /// <value>0 to 1; 0.2 by default.</value>
    public double Jitter { get; init; } = 0.2;

    /// <summary>An attempt that lasted as long was healthy: the next backoff is the first one again.</summary>
    /// <value>More than zero; 60 seconds by default.</value>
    public TimeSpan ResetAfter { get; init; } = TimeSpan.FromSeconds(60);

    internal void Validate()
    {
        if (!Enum.IsDefined(Mode)) throw new ArgumentOutOfRangeException(nameof(Mode), Mode, "There is no such restart mode.");
        RestartLimit.Validate(MaxRestarts, Window);
        if (Backoff <= TimeSpan.Zero) throw new ArgumentOutOfRangeException(nameof(Backoff), Backoff, "The backoff must be more than zero.");
        if (MaxBackoff < Backoff || MaxBackoff > TimeSpan.FromDays(1))
        {
            throw new ArgumentOutOfRangeException(
                nameof(MaxBackoff), MaxBackoff, "The longest backoff must not be shorter than the first, nor longer than a day.");
        }

        if (!(Jitter is >= 0 and <= 1)) throw new ArgumentOutOfRangeException(nameof(Jitter), Jitter, "The jitter must be from 0 to 1.");
        if (ResetAfter <= TimeSpan.Zero)
        {
            throw new ArgumentOutOfRangeException(nameof(ResetAfter), ResetAfter, "The time to a reset must be more than zero.");
        }
    }
}

/// <summary>After which ends a body starts again (spec L11).</summary>
public enum RestartMode
{
    /// <summary>When it threw.</summary>
    OnFailure,

    /// <summary>When it threw, and when it returned without having been told to stop.</summary>
    Always,
}
