namespace Actors;

/// <summary>How a <see cref="WorkerScope"/> is made.</summary>
public sealed class ScopeOptions
{
    internal static readonly ScopeOptions Default = new();

    /// <summary>The name of the scope's own worker, a part of its workers' paths.</summary>
    /// <value>Not empty, without <c>/</c>; <c>scope</c> by default.</value>
    public string Name { get; init; } = "scope";

    /// <summary>How long the scope may take from now on, by the system's clock. Then all its workers are stopped, and
    /// <see cref="WorkerScope.Join"/> throws.</summary>
    /// <value>Zero or more; <see cref="System.Threading.Timeout.InfiniteTimeSpan"/> by default.</value>
    public TimeSpan Timeout { get; init; } = System.Threading.Timeout.InfiniteTimeSpan;

    /// <summary>What the failure of one of its workers leads to.</summary>
    /// <value><see cref="ScopeFailure.StopOthers"/> by default.</value>
    public ScopeFailure OnFailure { get; init; }

    internal void Validate()
    {
        if (Timeout != System.Threading.Timeout.InfiniteTimeSpan) ArgumentOutOfRangeException.ThrowIfLessThan(Timeout, TimeSpan.Zero);
        if (!Enum.IsDefined(OnFailure)) throw new ArgumentOutOfRangeException(nameof(OnFailure), OnFailure, "There is no such answer to a failure.");
    }
}

/// <summary>What a scope does when one of its workers fails.</summary>
public enum ScopeFailure
{
    /// <summary>Stops the others at once; <see cref="WorkerScope.Join"/> throws what the first one threw.</summary>
    StopOthers,

    /// <summary>Lets the others go on; <see cref="WorkerScope.Join"/> throws an <see cref="AggregateException"/> of all failures.</summary>
    WaitForAll,

    /// <summary>Lets the others go on, and throws nothing: the results tell.</summary>
    Collect,
}
